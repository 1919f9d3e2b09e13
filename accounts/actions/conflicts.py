"""Why a change of the team was not made, each with a sentence for whoever asked for it."""

from django.utils.translation import gettext as _


class TeamConflict(Exception):
    """The change does not fit the team as it is now (409); `is_stale` where the page it was made on does not either."""

    is_stale = False

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class LastAdministrator(TeamConflict):
    """Somebody has to be able to open the settings."""

    def __init__(self, member):
        words = {"person": member.user, "partner": member.partner}
        message = _("%(person)s is the last administrator of %(partner)s. Make somebody else an administrator first.")
        super().__init__(message % words)


class StaleRoles(TeamConflict):
    """Somebody else changed the roles since the page was made."""

    is_stale = True

    def __init__(self, member):
        words = {"person": member.user, "roles": ", ".join(member.role_names)}
        super().__init__(_("Somebody else changed the roles of %(person)s in the meantime: now %(roles)s.") % words)


class NotInTeam(TeamConflict):
    def __init__(self, member):
        super().__init__(_("%(person)s is not in %(partner)s any more.") % {"person": member.user, "partner": member.partner})


class AlreadyThere(TeamConflict):
    """Who is in the team, or asked in, is not asked again."""


class TooMany(TeamConflict):
    """A partner sends only so many invitations a day: letters that nobody asked for are spam."""


class InvitationClosed(TeamConflict):
    """It was accepted, withdrawn or sent again, or is too old."""


class EmailTaken(TeamConflict):
    """Somebody made an account with the invitation's e-mail in the meantime."""
