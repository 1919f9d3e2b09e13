"""Pages about people: your own, your team's, and the way in for those who are invited."""

from accounts.views.invitation import InvitationPage
from accounts.views.inviting import Invite, SendAgain, Withdraw
from accounts.views.profile import ChangeEmail, ConfirmEmail, Profile, choose_theme, switch_partner
from accounts.views.settings_home import SettingsHome
from accounts.views.team import MemberRoles, RemoveMember, Team

__all__ = [
    "ChangeEmail", "ConfirmEmail", "InvitationPage", "Invite", "MemberRoles", "Profile", "RemoveMember", "SendAgain",
    "SettingsHome", "Team", "Withdraw", "choose_theme", "switch_partner",
]  # fmt: skip
