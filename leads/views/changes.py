from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership
from leads import permissions
from leads.actions import assign_lead, delete_lead, move_lead, restore_lead, undo_last_change
from leads.forms import OwnerForm, VersionForm
from leads.views.answers import FRAGMENTS, change_answer, shape_of
from leads.views.context import prepare_leads
from leads.views.finding import LeadView


class MoveLead(LeadView):
    """The status menu (O-12, O-13): POST `status` (a slug) and `version`."""

    permission = permissions.may_change_lead
    http_method_names = ["post"]

    def post(self, request):
        move_lead(self.lead, request.POST.get("status", "")[:60], by=request.user, version=VersionForm.read(request.POST))
        text = _("%(lead)s is now %(status)s.") % {"lead": self.lead.name, "status": self.lead.status.name}
        return change_answer(request, self.lead, text, undo=True)


class AssignLead(LeadView):
    """POST `owner` (`me`, a teammate's reference, or blank for nobody) and `version`. GET is the page to choose on."""

    permission = permissions.may_change_lead

    def form(self, data=None):
        team = Membership.objects.who_work_leads(self.lead.partner)
        return OwnerForm(data, team=team, me=self.request.user, owner=self.lead.owner)

    def get(self, request):
        return self.show(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            response = self.show(form, status=422)
            response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#panel-body", "innerHTML"
            return response
        changed = assign_lead(self.lead, form.person, by=request.user, version=VersionForm.read(request.POST))
        return change_answer(request, self.lead, self.sentence(form.person), undo=changed)

    def show(self, form, status=200):
        prepare_leads(self.request.membership, [self.lead])
        shape = self.request.GET.get("shape") or shape_of(self.request)
        context = {
            "lead": self.lead,
            "form": form,
            "shape": shape if shape in FRAGMENTS else "",
            "next": reverse("lead", args=[self.lead.reference]),
        }
        return render(self.request, "leads/_owner_panel.html" if self.request.htmx else "leads/owner.html", context, status=status)

    def sentence(self, person):
        if person is None:
            return _("%(lead)s now belongs to nobody.") % {"lead": self.lead.name}
        if person == self.request.user:
            return _("%(lead)s is now yours.") % {"lead": self.lead.name}
        return _("%(lead)s now belongs to %(owner)s.") % {"lead": self.lead.name, "owner": person}


class DeleteLead(LeadView):
    permission = permissions.may_change_lead
    http_method_names = ["post"]

    def post(self, request):
        delete_lead(self.lead, by=request.user, version=VersionForm.read(request.POST))
        return change_answer(request, self.lead, _("%(lead)s is deleted.") % {"lead": self.lead.name}, undo=True)


class RestoreLead(LeadView):
    permission = permissions.may_change_lead
    http_method_names = ["post"]

    def post(self, request):
        restore_lead(self.lead, by=request.user, version=VersionForm.read(request.POST))
        return change_answer(request, self.lead, _("%(lead)s is back.") % {"lead": self.lead.name})


class UndoChange(LeadView):
    """**Undo** of your own last change of this lead: POST `version`."""

    permission = permissions.may_change_lead
    http_method_names = ["post"]

    def post(self, request):
        undo_last_change(self.lead, by=request.user, version=VersionForm.read(request.POST))
        return change_answer(request, self.lead, _("Undone: %(lead)s is as it was.") % {"lead": self.lead.name})
