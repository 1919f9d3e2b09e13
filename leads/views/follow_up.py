from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leads import permissions
from leads.actions import follow_up_on
from leads.forms import FollowUpForm, VersionForm
from leads.views.answers import change_answer, panel_or_page, shape_of
from leads.views.context import prepare_leads
from leads.views.finding import LeadView


class FollowUp(LeadView):
    """When to get back to the lead (C-15): POST `follow_up_on` (a day, `tomorrow`, `in-a-week`, or blank for none), `version`.

    GET is the form as a page. A follow-up stays until somebody changes it, whatever happens to the lead meanwhile.
    """

    permission = permissions.may_change_lead

    def get(self, request):
        return self.show(FollowUpForm(initial={"follow_up_on": self.lead.follow_up_on}))

    def post(self, request):
        form = FollowUpForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        day = form.cleaned_data["follow_up_on"]
        changed = follow_up_on(self.lead, day, by=request.user, version=VersionForm.read(request.POST))
        return change_answer(request, self.lead, self.sentence(day), undo=changed)

    def show(self, form, status=200):
        prepare_leads(self.request.membership, [self.lead])
        context = {"lead": self.lead, "follow_up_form": form, "shape": shape_of(self.request)}
        return panel_or_page(self.request, "leads/_follow_up_panel.html", "leads/follow_up.html", context, status=status)

    def sentence(self, day):
        if day is None:
            return _("There is no follow-up on %(lead)s any more.") % {"lead": self.lead.name}
        return _("Follow up on %(lead)s on %(day)s.") % {"lead": self.lead.name, "day": date_format(day)}
