"""An opportunity that goes, and comes back (A-32)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.rules import require
from opportunities.actions import delete_opportunity, restore_opportunity
from opportunities.models import OpportunityEntry
from opportunities.permissions import Ability, may_restore
from opportunities.views.changes.change import Change


class DeleteOpportunity(Change):
    """**Delete**: at once, with Undo."""

    ability, kind = Ability.DELETE, OpportunityEntry.Kind.DELETED

    def change(self):
        delete_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        return self.done()

    def done(self):
        undo = reverse("opportunity_restore", args=[self.opportunity.reference])
        text = _("%(opportunity)s is deleted.") % {"opportunity": self.title}
        keep(self.request, Notice(text, undo_url=undo, version=self.opportunity.version))
        return SeeOther(reverse("opportunities"))


class RestoreOpportunity(Change):
    """**Restore**, and the Undo of a delete."""

    kind = OpportunityEntry.Kind.RESTORED

    def require_ability(self):
        require(may_restore(self.request.membership, self.opportunity))

    def change(self):
        restore_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        return self.done()

    def text(self):
        return _("%(opportunity)s is back.") % {"opportunity": self.title}
