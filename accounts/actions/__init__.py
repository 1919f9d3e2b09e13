"""What is done to a team: inviting, joining, giving roles, removing. Nothing here knows about requests."""

from accounts.actions.conflicts import (
    AlreadyThere,
    EmailTaken,
    InvitationClosed,
    LastAdministrator,
    StaleRoles,
    TeamConflict,
    TooMany,
)
from accounts.actions.inviting import invite, send_again, withdraw
from accounts.actions.joining import accept, join
from accounts.actions.team import change_roles, remove_member

__all__ = [
    "AlreadyThere", "EmailTaken", "InvitationClosed", "LastAdministrator", "StaleRoles", "TeamConflict", "TooMany",
    "accept", "change_roles", "invite", "join", "remove_member", "send_again", "withdraw",
]  # fmt: skip
