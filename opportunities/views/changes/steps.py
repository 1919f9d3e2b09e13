"""The steps on the way to the order (A-30, A-31): Open → Pending review → Closed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from opportunities.actions import PricesChanged, finalize_opportunity, submit_opportunity, was_done
from opportunities.models import Opportunity, OpportunityEntry
from opportunities.permissions import Ability
from opportunities.totals import prices_shown
from opportunities.views.changes.change import Change
from opportunities.views.changes.edit import EditOpportunity
from opportunities.views.page import render_page

Kind = OpportunityEntry.Kind


class Step(EditOpportunity):
    """A step on the way to the order. Where the page has the form, it comes along: nothing typed is left behind."""

    @property
    def has_form(self):
        return "line" in self.request.POST

    def mistakes(self):
        if not self.has_form:
            return None
        self.require_ability(Ability.EDIT)
        found = super().mistakes()
        if self.is_edited:
            self.version = self.opportunity.version
        return found

    def is_done(self):
        """The second click of a double click, which sends what stands already: other words typed meanwhile are not done."""
        return self._is_done() and (not self.has_form or self.form().stands)

    def _is_done(self):
        """Where the first click saved something too, it used up two versions."""
        if super().is_done() or not self.has_form or self.version is None:
            return super().is_done()
        return was_done(self.opportunity, self.kind, by=self.request.membership, version=self.version + 1)

    def refuse(self, conflict):
        return super().refuse(conflict) if self.has_form else Change.refuse(self, conflict)


class SubmitOpportunity(Step):
    """**Submit for Approval**, with what the form holds."""

    ability, kind = Ability.SUBMIT, Kind.SUBMITTED

    @transaction.atomic
    def change(self):
        if mistakes := self.mistakes():
            return mistakes
        submit_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        return self.done()

    def text(self):
        return _("%(opportunity)s waits for approval.") % {"opportunity": self.title}


class FinalizeOpportunity(Step):
    """**Finalize**: POST `version`, and `prices` as they were shown. Gives the one order, however often it is sent.

    An order never changes, so what was typed and not saved is saved and shown first, with its totals.
    """

    ability, kind = Ability.FINALIZE, Kind.FINALIZED

    def change(self):
        if mistakes := self.mistakes():
            return mistakes
        if self.is_edited:
            keep(self.request, Notice(_("Your changes are saved. Look at the products and totals, then finalize.")))
            return SeeOther(self.opportunity.url)
        shown = self.request.POST.get("prices", "")
        if shown and shown != prices_shown(self.opportunity.lines.select_related("listing", "plan")):
            raise PricesChanged(self.opportunity)
        try:
            finalize_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        except ValidationError as refusal:
            self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)  # which is not closed after all
            return render_page(self, conflict=" ".join(refusal.message_dict["products"]), status=422)
        return self.done()

    def where(self):
        return self.opportunity.order.url

    def text(self):
        return _("%(opportunity)s is closed. This is its order.") % {"opportunity": self.title}
