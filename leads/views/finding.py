"""Find the lead of an address: yours, deleted, in another of your partners, or nobody's you know."""

from django.http import Http404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import PartnerPage, offer_switch
from leadhub.errors import problem_notice
from leadhub.rules import require
from leads.actions import Conflict
from leads.models import Lead
from leads.views.answers import conflict_answer


class LeadView(PartnerPage, View):
    """A page or a change of one lead: `self.lead`.

    Asked in this order: is it yours (404), may you (403, by `permission(membership, lead)` for a POST), and only then is
    the form read. A change that does not fit the lead any more is answered 409.
    """

    permission = None

    def dispatch(self, request, *args, **kwargs):
        if not (request.user.is_authenticated and request.membership):
            return super().dispatch(request, *args, **kwargs)
        reference = kwargs.pop("reference")
        self.lead = Lead.objects.known_to(request.membership).with_details().filter(reference=reference).first()
        if self.lead is None:
            return elsewhere(request, reference)
        if request.method == "POST" and self.permission:
            require(type(self).permission(request.membership, self.lead))
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Conflict as conflict:
            response = conflict_answer(request, conflict)
        patch_vary_headers(response, ["HX-Request"])
        return response


def elsewhere(request, reference):
    """A lead of another of your partners: the page offers the switch and shows nothing of it. Else 404."""
    for membership in request.memberships:
        if Lead.objects.known_to(membership).filter(reference=reference).exists():
            if request.htmx:
                words = _("This belongs to %(partner)s, and you act for another partner now. Reload the page.")
                return problem_notice(words % {"partner": membership.partner}, status=404)
            back = reverse("lead", args=[reference]) if request.method == "POST" else request.get_full_path()
            return offer_switch(request, membership.partner, back)
    raise Http404
