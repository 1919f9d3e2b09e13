"""A note on an opportunity."""

from django.utils.translation import gettext as _

from opportunities.actions import add_note
from opportunities.forms.opportunity import OpportunityNoteForm
from opportunities.models import Opportunity
from opportunities.permissions import Ability
from opportunities.views.changes.change import Change
from opportunities.views.page import render_page


class AddNote(Change):
    """**Add Note**: POST `body`."""

    ability = Ability.NOTE

    def change(self):
        form = OpportunityNoteForm(self.request.POST)
        if not form.is_valid():
            return render_page(self, note_form=form, status=422)
        add_note(self.opportunity, form.cleaned_data["body"], by=self.request.membership)
        return self.done()

    def where(self):
        return f"{self.opportunity.url}#notes"

    def refuse(self, conflict):
        self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
        form = OpportunityNoteForm(self.request.POST)
        return render_page(self, note_form=form, typed=self.request.POST.get("body", ""), conflict=conflict.message, status=409)

    def text(self):
        return _("Your note on %(opportunity)s is added.") % {"opportunity": self.title}
