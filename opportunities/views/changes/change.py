"""What every change of an opportunity does: POST with the `version` shown, and an answer in words."""

from django.urls import reverse

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from opportunities.models import Opportunity
from opportunities.permissions import role_for
from opportunities.views.finding import OpportunityView
from opportunities.views.page import render_page


class Change(OpportunityView):
    """POST alone. `text` says what happened, in the answer."""

    http_method_names = ["post"]

    def done(self):
        keep(self.request, Notice(self.text()))
        return SeeOther(self.where())

    def where(self):
        """Its page, where one sees it still."""
        return self.opportunity.url if role_for(self.request.membership, self.opportunity) else reverse("opportunities")

    def refuse(self, conflict):
        """409: why, on the page as it is now."""
        self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
        return render_page(self, conflict=conflict.message, status=409)

    @property
    def title(self):
        return self.opportunity.title
