"""Who you are (User), for whom you act (Partner, through a Membership), and who is asked in (Invitation)."""

from accounts.models.invitation import Invitation
from accounts.models.membership import Membership
from accounts.models.partner import Partner
from accounts.models.user import User, display_name

__all__ = ["Invitation", "Membership", "Partner", "User", "display_name"]
