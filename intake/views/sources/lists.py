from django.shortcuts import render
from django.views import View

from accounts.access import SettingsPage
from intake.health import health_of
from intake.models import Endpoint
from intake.permissions import may_keep_sources
from leads.models import Source


class SourceList(SettingsPage, View):
    """All sources with an address of their own, how each is doing, and by which other ways leads came."""

    permission = may_keep_sources

    def get(self, request):
        endpoints = list(Endpoint.objects.visible_to(request.membership).with_names())
        health = health_of(endpoints)
        for endpoint in endpoints:
            endpoint.health = health[endpoint.pk]
        others = Source.objects.filter(partner=request.membership.partner, endpoint=None).order_by("kind", "name")
        waiting = sum(one.in_quarantine for one in health.values())
        return render(request, "intake/sources.html", {"endpoints": endpoints, "others": others, "waiting": waiting})
