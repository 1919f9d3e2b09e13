"""The doors: the feature is on (else there is nothing here), and one may see opportunities; the opportunity of an address."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views import View

from accounts.access import PartnerPage, offer_switch
from leadhub.references import normal
from leadhub.rules import require
from leads.forms import VersionForm
from opportunities.actions import OpportunityClosed, OpportunityConflict, StaleOpportunity, was_done
from opportunities.models import AssistedSales, Opportunity
from opportunities.permissions import ABILITIES, may, may_see_opportunities, role_for

Status = Opportunity.Status


class SalesPage(PartnerPage):
    """A page under /opportunities/: 404 for everybody while the feature is off (A-01), then 403 for roles that see none."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.membership:
            self.sales = AssistedSales.objects.of(request.membership.partner)
            if not self.sales.is_enabled:
                raise Http404
            require(may_see_opportunities(request.membership))
        return super().dispatch(request, *args, **kwargs)


class OpportunityView(SalesPage, View):
    """A page or a change of one opportunity: `self.opportunity`.

    Asked in this order: is it yours (404); has this very person done this very thing already (then that is the answer:
    the second click of a double click); may you, where a closed or changed one says so (409) before a role does (403).
    `kind` is what the change leaves in the history.
    """

    ability = None
    kind = None

    def dispatch(self, request, *args, **kwargs):
        if not (request.user.is_authenticated and request.membership):
            return super().dispatch(request, *args, **kwargs)
        self.reference = normal(kwargs.pop("reference"))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.answer(request, self.show)

    def post(self, request):
        return self.answer(request, self.change)

    def answer(self, request, ask):
        found = Opportunity.objects.known_to(request.membership).with_names().filter(reference=self.reference).first()
        if found is None:
            return elsewhere(request, self.reference)
        self.opportunity = found
        self.version = VersionForm.read(request.POST)
        try:
            if request.method == "POST":
                if self.is_done():
                    return self.done()
                self.require_ability()
            return ask()
        except OpportunityConflict as conflict:
            if self.is_done():
                self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
                return self.done()
            return self.refuse(conflict)

    def is_done(self):
        """Whether this is the second half of a double click."""
        return bool(self.kind) and was_done(self.opportunity, self.kind, by=self.request.membership, version=self.version)

    def require_ability(self, ability=None):
        """Raise what stands in the way, the present state of the opportunity before the role of the person."""
        membership, ability = self.request.membership, ability or self.ability
        verdict = may(ability, membership, self.opportunity, self.sales)
        if verdict:
            return
        if self.opportunity.status == Status.CLOSED:
            raise OpportunityClosed(self.opportunity)
        if self.opportunity.deleted_at or self.was_able(ability):
            raise StaleOpportunity(self.opportunity)
        raise PermissionDenied(verdict.reason)

    def was_able(self, ability):
        """Whether the page was made while it was open, when this person's role allowed what it does not allow now."""
        is_old = self.version is not None and self.version < self.opportunity.version
        return is_old and ability in ABILITIES[role_for(self.request.membership, self.opportunity)][Status.OPEN]


def elsewhere(request, reference):
    """One of another of your partners: the page offers the switch and shows nothing of it. Else 404."""
    for membership in request.memberships:
        if not may_see_opportunities(membership) or not AssistedSales.objects.of(membership.partner).is_enabled:
            continue
        if Opportunity.objects.known_to(membership).filter(reference=reference).exists():
            return offer_switch(request, membership.partner, reverse("opportunity", args=[reference]))
    raise Http404
