"""What the pages of one source share: whose it is, and that only administrators see it."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from accounts.access import SettingsPage
from intake.models import Endpoint
from intake.permissions import may_keep_sources
from leadhub.redirects import SeeOther
from leadhub.references import normal


class SourceView(SettingsPage, View):
    """A view about one source of the partner; 404 for any other."""

    permission = may_keep_sources

    @cached_property
    def endpoint(self):
        return find_endpoint(self.request, self.kwargs["reference"])

    def back(self, anchor=""):
        return SeeOther(reverse("source", args=[self.endpoint.reference]) + (f"#{anchor}" if anchor else ""))


def find_endpoint(request, reference):
    endpoints = Endpoint.objects.visible_to(request.membership).with_names()
    endpoint = endpoints.filter(reference=normal(reference)).first()
    if endpoint is None:
        raise Http404
    return endpoint
