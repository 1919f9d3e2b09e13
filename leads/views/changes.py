from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership
from leads import permissions
from leads.actions import ReasonNeeded, assign_lead, delete_lead, move_lead, restore_lead, undo_last_change
from leads.forms import OwnerForm, ReasonForm, VersionForm
from leads.models import Reason
from leads.views.answers import FRAGMENTS, change_answer, panel_or_page, shape_of
from leads.views.context import prepare_leads
from leads.views.finding import LeadView


class MoveLead(LeadView):
    """The status menu (O-12, O-13): POST `status` (a slug) and `version`, and where the status asks why (C-12) `reason` and
    `details`. Without them nothing is changed, and the answer is the question: a page, or the panel (422).
    """

    permission = permissions.may_change_lead
    http_method_names = ["post"]

    def post(self, request):
        slug, version = request.POST.get("status", "")[:60], VersionForm.read(request.POST)
        form = ReasonForm(request.POST)
        try:
            move_lead(self.lead, slug, by=request.user, version=version, reason=form.told)
        except ReasonNeeded as needed:
            return self.ask(form, needed.status, version)
        text = _("%(lead)s is now %(status)s.") % {"lead": self.lead.name, "status": self.lead.status.name}
        return change_answer(request, self.lead, text, undo=True)

    def ask(self, form, to, version):
        form.offer(Reason.objects.texts_for(self.lead.partner_id))
        context = {"lead": self.lead, "to": to, "form": form, "version": version, "shape": shape_of(self.request)}
        return panel_or_page(self.request, "leads/_reason_panel.html", "leads/reason.html", context, status=422)


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
            return self.show(form, status=422)
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
        return panel_or_page(self.request, "leads/_owner_panel.html", "leads/owner.html", context, status=status)

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
