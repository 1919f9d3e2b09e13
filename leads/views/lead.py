from django.shortcuts import render

from leads.views.context import page_context, prepare_leads
from leads.views.finding import LeadView


class LeadPage(LeadView):
    """One lead with all its data, notes and what happened to it."""

    http_method_names = ["get", "head"]

    def get(self, request):
        prepare_leads(request.membership, [self.lead])
        return render(request, "leads/lead.html", {"lead": self.lead, **page_context(request, self.lead)})
