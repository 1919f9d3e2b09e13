"""/settings/ and the team's pages; other rooms add theirs below /settings/ in leadhub/urls.py."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.SettingsHome.as_view(), name="settings"),
    path("team/", views.Team.as_view(), name="team"),
    path("team/invite/", views.Invite.as_view(), name="invite"),
    path("team/invitations/<slug:reference>/send-again/", views.SendAgain.as_view(), name="invitation_send_again"),
    path("team/invitations/<slug:reference>/withdraw/", views.Withdraw.as_view(), name="invitation_withdraw"),
    path("team/<slug:person>/", views.MemberRoles.as_view(), name="member_roles"),
    path("team/<slug:person>/remove/", views.RemoveMember.as_view(), name="member_remove"),
]
