"""The pages of API tokens: people's beside their profile, a source's below it."""

from django.urls import path

from intake.views import tokens

urlpatterns = [
    path("accounts/tokens/", tokens.PersonTokens.as_view(), name="tokens"),
    path("accounts/tokens/<slug:token>/revoke/", tokens.RevokePersonToken.as_view(), name="token_revoke"),
    path("settings/sources/<slug:reference>/tokens/", tokens.SourceTokens.as_view(), name="source_tokens"),
    path(
        "settings/sources/<slug:reference>/tokens/<slug:token>/revoke/",
        tokens.RevokeSourceToken.as_view(),
        name="source_token_revoke",
    ),
]
