"""Who you are (User) and for whom you act (Partner, through a Membership)."""

from accounts.models.membership import Membership
from accounts.models.partner import Partner
from accounts.models.user import User, display_name

__all__ = ["Membership", "Partner", "User", "display_name"]
