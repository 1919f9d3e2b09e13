"""All that could not be understood, whatever the source: grouped by source and reason, most first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from accounts.access import SettingsPage
from intake.actions.mending import group, replay
from intake.models import Delivery, Endpoint
from intake.permissions import may_keep_sources
from intake.views.deliveries.words import replayed_in_words
from intake.views.sources.finding import find_endpoint
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.text import one_line

MOST_GROUPS = 100


@dataclass(frozen=True)
class Group:
    """What is in quarantine at one source for one reason. `newest` is the reference of the one that came last."""

    endpoint: Endpoint
    reason: str
    count: int
    latest: datetime
    newest: str

    @property
    def url(self):
        """The list of exactly these."""
        query = QueryDict(mutable=True)
        query["state"], query["reason"] = Delivery.State.QUARANTINED, self.reason
        return f"{reverse('source_deliveries', args=[self.endpoint.reference])}?{query.urlencode()}"


class Quarantine(SettingsPage, View):
    permission = may_keep_sources

    def get(self, request):
        waiting = Delivery.objects.visible_to(request.membership).quarantined()
        groups = groups_of(waiting, request.membership)
        context = {"groups": groups[:MOST_GROUPS], "is_cut": len(groups) > MOST_GROUPS, "waiting": waiting.count()}
        return render(request, "intake/quarantine.html", context)


class ReplayGroup(SettingsPage, View):
    """Replay everything at one source for one reason. POST only."""

    permission = may_keep_sources
    http_method_names = ["post"]

    def post(self, request):
        endpoint = find_endpoint(request, one_line(request.POST.get("source", "")))
        replayed = replay(group(endpoint, one_line(request.POST.get("reason", ""))))
        keep(request, Notice(replayed_in_words(replayed), is_problem=bool(replayed.quarantined)))
        return SeeOther(reverse("quarantine"))


def groups_of(waiting, membership):
    """[Group] of a queryset of deliveries; one more than are shown, where there are more."""
    counted = waiting.order_by().values("endpoint", "reason").annotate(Count("pk"), Max("received_at"), Max("pk"))
    rows = list(counted.order_by("-pk__count", "-received_at__max")[: MOST_GROUPS + 1])
    endpoints = Endpoint.objects.visible_to(membership).with_names().in_bulk({row["endpoint"] for row in rows})
    newest = dict(Delivery.objects.filter(pk__in=[row["pk__max"] for row in rows]).values_list("pk", "reference"))
    return [
        Group(endpoints[row["endpoint"]], row["reason"], row["pk__count"], row["received_at__max"], newest[row["pk__max"]])
        for row in rows
    ]
