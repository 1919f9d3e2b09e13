from django.urls import reverse
from django.utils.translation import gettext as _

from intake.actions.endpoints import send_test_lead
from intake.views.sources.finding import SourceView
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther


class SendTestLead(SourceView):
    """POST only: the format's sample, as if it had been sent; the delivery's page says what became of it."""

    http_method_names = ["post"]

    def post(self, request, reference):
        delivery = send_test_lead(self.endpoint)
        if delivery.is_quarantined:
            keep(request, Notice(_("The test lead is in quarantine: %(reason)s") % {"reason": delivery.reason}, is_problem=True))
        elif not self.endpoint.is_on:
            words = _("The test lead came in, but the source is off: whatever its sender sends is refused.")
            keep(request, Notice(words, is_problem=True))
        else:
            keep(request, Notice(_("The test lead came in. It is in no count and no report.")))
        return SeeOther(reverse("delivery", args=[delivery.reference]))
