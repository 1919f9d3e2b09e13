from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.redirects import back_to_page
from leads import permissions
from leads.actions import StaleLead, add_note
from leads.forms import NoteForm
from leads.views.context import newest, prepare_leads
from leads.views.finding import LeadView


class LeadNotes(LeadView):
    """**View Notes** and **Add Note** (O-14…16): a page, or the panel that htmx puts over the list."""

    permission = permissions.may_add_notes

    def get(self, request):
        return self.show(NoteForm())

    def post(self, request):
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            add_note(self.lead, form.cleaned_data["body"], by=request.user)
        except StaleLead as conflict:
            return self.show(form, notice=Notice(conflict.message, is_problem=True), status=409)
        notice = Notice(_("Your note on %(lead)s is added.") % {"lead": self.lead.name})
        if request.htmx:
            return self.show(NoteForm(), notice=notice)
        keep(request, notice)
        return back_to_page(request, otherwise=reverse("lead_notes", args=[self.lead.reference]))

    def show(self, form, *, notice=None, status=200):
        prepare_leads(self.request.membership, [self.lead])
        context = {"lead": self.lead, "form": form, "notice": notice, "notes": newest(self.lead.notes.all(), self.request)}
        template = "leads/_notes_panel.html" if self.request.htmx else "leads/notes.html"
        return render(self.request, template, context, status=status)
