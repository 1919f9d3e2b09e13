"""May I? A rule answers with a verdict that carries its reason in words.

Pages, buttons, the API, exports and reports ask the same rule, so a refusal reads the same everywhere.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """True in a condition when allowed; otherwise `reason` is a sentence for the person refused."""

    reason: str = ""

    def __bool__(self):
        return not self.reason


ALLOWED = Verdict()


def require(verdict):
    """Raise PermissionDenied (403, with the reason on the page) unless the verdict allows."""
    if not verdict:
        raise PermissionDenied(verdict.reason)
