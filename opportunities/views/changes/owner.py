"""Whose an opportunity is."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from opportunities.actions import assign_opportunity, lines_lost_to
from opportunities.forms.owner import OwnerForm
from opportunities.models import OpportunityEntry
from opportunities.permissions import Ability
from opportunities.selling import people_who_sell
from opportunities.views.changes.change import Change


class AssignOpportunity(Change):
    """**Change owner**: choose (GET), be warned which lines go, then POST again with their ids as `lost` (A-30)."""

    ability, kind = Ability.ASSIGN, OpportunityEntry.Kind.ASSIGNED
    http_method_names = ["get", "head", "post"]

    def show(self):
        self.require_ability()
        return self.ask(self.form())

    def form(self, data=None):
        return OwnerForm(data, people=people_who_sell(self.request.membership), owner=self.opportunity.owner)

    def change(self):
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        self.person, warned = form.person, self.warned_of()
        losing = lines_lost_to(self.opportunity, self.person)
        if losing and warned is None:
            return self.warn(form, losing)
        by = self.request.membership
        assign_opportunity(self.opportunity, self.person, by=by, version=self.version, lost=warned or ())
        return self.done()

    def warned_of(self):
        """The lines that the page named; None where it has not asked yet."""
        if "lost" not in self.request.POST:
            return None
        return [int(text) for text in self.request.POST.getlist("lost") if text.isascii() and text.isdigit() and len(text) < 18]

    def warn(self, form, losing):
        is_all = len(losing) == self.opportunity.lines.count()
        return self.ask(form, person=form.person, losing=losing, is_all=is_all, status=422 if is_all else 200)

    def ask(self, form, *, status=200, **more):
        context = {"opportunity": self.opportunity, "form": form, **more}
        return render(self.request, "opportunities/owner.html", context, status=status)

    def is_done(self):
        """Given from this version, and to this person: whom somebody chooses after going back is another matter."""
        owner = self.opportunity.owner
        return super().is_done() and bool(owner) and self.request.POST.get("owner", "").startswith(f"{owner.reference}@")

    def text(self):
        return _("%(opportunity)s now belongs to %(owner)s.") % {"opportunity": self.title, "owner": self.opportunity.owner}
