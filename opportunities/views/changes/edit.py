"""The form on an opportunity's page: its name and lines (A-22…24)."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from opportunities.actions import StaleOpportunity, edit_opportunity
from opportunities.forms.opportunity import OpportunityForm, UnknownProduct
from opportunities.models import Opportunity
from opportunities.permissions import Ability
from opportunities.views.changes.change import Change
from opportunities.views.page import render_page


class EditOpportunity(Change):
    """**Save**: name, plans, quantities, one more product, fewer of them."""

    ability = Ability.EDIT
    is_edited = False

    def change(self):
        return self.mistakes() or self.done()

    def mistakes(self):
        """Save what the form holds; returns the page that shows what is wrong with it, if anything."""
        form = self.form()
        if not form.is_valid():
            return render_page(self, form=form, status=422)
        try:
            self.is_edited = self.save(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.message_dict["products"])
            return render_page(self, form=form, status=422)
        return None

    def save(self, form):
        by, wanted = self.request.membership, {"name": form.cleaned_data["name"], "lines": form.drafts}
        try:
            return edit_opportunity(self.opportunity, by=by, version=self.version, **wanted)
        except StaleOpportunity:
            # Without a version only an edit that changes nothing passes: the second half of a double click.
            self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
            return edit_opportunity(self.opportunity, by=by, version=None, **wanted)

    def form(self):
        try:
            return OpportunityForm(self.opportunity, self.request.membership, self.request.POST)
        except UnknownProduct as unknown:
            raise Http404 from unknown

    def refuse(self, conflict):
        """What was typed stays: in the form, which saves over the newer state, or in words where there is no form any more."""
        self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
        form = self.form()
        form.is_valid()
        return render_page(self, form=form, typed=form.typed, conflict=conflict.message, status=409)

    def text(self):
        return _("%(opportunity)s is saved.") % {"opportunity": self.title}
