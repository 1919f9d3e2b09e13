"""Every address under /accounts/: ours, and those of allauth that LeadHub wants.

Not `include("allauth.account.urls")`: its e-mail page lets go of the old address before the new one has answered, and
keeps a second list of addresses that sign in; its codes and its sign-up are not offered here.
"""

from allauth.account import views as allauth
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="profile")),
    path("profile/", views.Profile.as_view(), name="profile"),
    path("email/", views.ChangeEmail.as_view(), name="change_email"),
    path("email/<str:key>/", views.ConfirmEmail.as_view(), name="confirm_email"),
    path("invitation/<str:token>/", views.InvitationPage.as_view(), name="invitation"),
    path("switch/", views.switch_partner, name="switch_partner"),
    path("theme/", views.choose_theme, name="choose_theme"),
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", allauth.signup, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
