from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.access import GuardedPage
from accounts.lists import PartnerList
from intake.delivery_list import DeliveryFilterSet, DeliveryTable, listed, with_outcomes
from intake.models import Delivery
from intake.permissions import may_keep_sources
from intake.views.sources.finding import find_endpoint


class DeliveryList(GuardedPage, PartnerList):
    """All that was ever delivered to a source."""

    permission = may_keep_sources
    url_name = "source_deliveries"
    title = _("Deliveries")
    noun = ("%(count)s delivery", "%(count)s deliveries")
    filterset_class = DeliveryFilterSet
    table_class = DeliveryTable
    template_name = "intake/deliveries.html"

    def get(self, request, reference):
        return super().get(request)

    @cached_property
    def endpoint(self):
        return find_endpoint(self.request, self.kwargs["reference"])

    @property
    def owner(self):
        """A cursor of one source's list fits no other's."""
        return f"{super().owner}:{self.endpoint.reference}"

    @property
    def path(self):
        return reverse(self.url_name, args=[self.endpoint.reference])

    def address(self, query):
        return f"{self.path}?{query}" if query else self.path

    def get_queryset(self):
        return listed(Delivery.objects.visible_to(self.request.membership).filter(endpoint=self.endpoint))

    def extra_context(self, page):
        with_outcomes(page.rows, self.request.membership)
        return {"endpoint": self.endpoint}
