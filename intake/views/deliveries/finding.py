"""What the pages of one delivery share: whose it is, and that only administrators see it."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import SettingsPage
from intake.models import Delivery
from intake.permissions import may_keep_sources
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.references import normal


class DeliveryView(SettingsPage, View):
    """A view about one delivery to a source of the partner; 404 for any other."""

    permission = may_keep_sources

    @cached_property
    def delivery(self):
        deliveries = Delivery.objects.visible_to(self.request.membership).select_related(
            "endpoint__source__partner", "mended_listing", "mended_template"
        )
        delivery = deliveries.filter(reference=normal(self.kwargs["delivery"])).first()
        if delivery is None:
            raise Http404
        return delivery

    def back(self, words="", **details):
        """On to the delivery's page, which says these words."""
        if words:
            keep(self.request, Notice(words, **details))
        return SeeOther(reverse("delivery", args=[self.delivery.reference]))

    def too_late(self):
        """Somebody else did something with it first."""
        words = {"state": self.delivery.get_state_display()}
        return self.back(_("Nothing was changed: this message is “%(state)s” now.") % words, is_problem=True)
