"""May I, with the ways in of the partner I act for?"""

from accounts.permissions import may_change_settings


def may_keep_sources(membership):
    """Sources, what was delivered to them, and what is in quarantine: a partner's administrators (PRODUCT §2)."""
    return may_change_settings(membership)
