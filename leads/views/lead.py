from django.shortcuts import render

from leads.views.context import lead_context, page_context
from leads.views.finding import LeadView


class LeadPage(LeadView):
    """One lead with all its data, notes and what happened to it."""

    http_method_names = ["get", "head"]

    def get(self, request):
        context = {"lead": self.lead, **lead_context(request.membership, [self.lead]), **page_context(self.lead)}
        return render(request, "leads/lead.html", context)
