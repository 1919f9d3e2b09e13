"""Why a change was not made (409). Each carries the opportunity as it is now."""

from django.utils.translation import gettext as _

from opportunities.models import Opportunity


class OpportunityConflict(Exception):
    """The change does not fit the opportunity as it is now."""

    def __init__(self, opportunity, message):
        super().__init__(message)
        self.opportunity = opportunity
        self.message = message


class StaleOpportunity(OpportunityConflict):
    """Somebody was faster: the form was made from an older version. Says who did what."""

    def __init__(self, opportunity):
        now = Opportunity.objects.with_names().get(pk=opportunity.pk)
        latest = now.history.exclude(kind="noted").first()
        words = {"who": latest.actor_name if latest else _("Somebody"), "what": latest.get_kind_display() if latest else ""}
        told = _("%(what)s by %(who)s in the meantime.") % words if latest else _("It has changed in the meantime.")
        super().__init__(now, f"{now.title}: {told} " + _("Your change was not made."))


class OpportunityClosed(OpportunityConflict):
    """A closed opportunity is locked for everyone."""

    def __init__(self, opportunity):
        words = {"opportunity": opportunity.title}
        super().__init__(opportunity, _("%(opportunity)s is closed and cannot be changed any more: it is an order now.") % words)


class PricesChanged(OpportunityConflict):
    """It costs something else now than the page said."""

    def __init__(self, opportunity):
        super().__init__(opportunity, _("Prices have changed since this page was made. Look at them again, then finalize."))


class UndoRefused(OpportunityConflict):
    """There is nothing to restore."""
