"""Two administrators at once: one is told, nothing is mixed, and every number said is the number done."""

from datetime import timedelta

import pytest

from accounts.models import Membership
from accounts.tests.test_concurrency import all_at_once
from intake.actions.endpoints import (
    EndpointDraft,
    NameTaken,
    StaleEndpoint,
    add_endpoint,
    change_endpoint,
    newest_address,
    renew_address,
)
from intake.actions.mapping import StaleName, map_name
from intake.actions.mending import replay
from intake.models import Delivery, Endpoint
from leads.actions import move_lead
from leads.models import HistoryEntry, Lead

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_sources_of_one_name_at_once_one_is_made(cast):
    aster = cast.partners["aster"]
    raised = all_at_once([lambda n=n: add_endpoint(aster, EndpointDraft(n, "own")) for n in ("Crème", "CREME")])
    assert sorted(raised, key=str) == [NameTaken, None]
    assert Endpoint.objects.count() == 1


def test_of_two_changes_at_once_exactly_one_is_made(make_endpoint):
    endpoint = make_endpoint("own")
    drafts = [EndpointDraft(f"Name {hours}", "own", window_hours=hours) for hours in (1, 2)]
    raised = all_at_once([lambda draft=draft: change_endpoint(endpoint, draft, version=1) for draft in drafts])
    assert sorted(raised, key=str) == [StaleEndpoint, None]
    now = Endpoint.objects.with_names().get()
    assert (now.version, now.source.name) == (2, f"Name {now.window_hours}")


def test_of_two_new_addresses_at_once_one_is_made(make_endpoint):
    endpoint = make_endpoint("own")
    newest, made = newest_address(endpoint), []
    click = lambda: made.append(renew_address(endpoint, overlap=timedelta(days=1), newest=newest))  # noqa: E731
    assert all_at_once([click, click]) == [None, None]
    assert (endpoint.addresses.count(), made.count(None)) == (2, 1)


def test_what_two_replay_at_once_is_done_and_counted_once(make_endpoint, send):
    endpoint = make_endpoint("own")
    for number in range(8):
        send(endpoint, f"last_name=L{number}&email=l{number}@x.example")
    Endpoint.objects.update(format="salesforce")
    counts = []
    raised = all_at_once([lambda: counts.append(replay(Delivery.objects.all()).settled)] * 2)
    assert (raised, sum(counts), Lead.objects.count()) == ([None, None], 8, 8)


def test_of_two_meanings_of_a_name_at_once_one_stands_and_all_leads_have_it(cast, make_endpoint, send):
    endpoint = make_endpoint("own")
    ana = Membership.objects.select_related("user", "partner").get(user__email="admin@aster.example")
    for number in range(6):
        send(endpoint, {"last_name": f"L{number}", "listing": "ins"})

    def mean(name):
        return lambda: map_name(endpoint, "ins", cast.listings[name], by=ana.user, membership=ana, seen="")

    raised = all_at_once([mean("Aster Insights"), mean("Aster Invoicing")])
    assert sorted(raised, key=str) == [StaleName, None]
    listing = endpoint.listing_names.get().listing
    assert set(Lead.objects.values_list("listing", flat=True)) == {listing.pk}


def test_a_lead_that_is_moved_at_that_very_moment_is_moved_and_placed_or_named(cast, make_endpoint, send):
    endpoint = make_endpoint("own")
    ana = Membership.objects.select_related("user", "partner").get(user__email="admin@aster.example")
    for number in range(12):
        send(endpoint, {"last_name": f"L{number}", "listing": "ins"})
    lead, mapped = Lead.objects.select_related("status").order_by("-pk")[0], []

    def place():
        mapped.append(map_name(endpoint, "ins", cast.listings["Aster Insights"], by=ana.user, membership=ana, seen=""))

    all_at_once([place, lambda: move_lead(lead, "contacted", by=ana.user, version=1)])
    placed = mapped[0].placed
    assert Lead.objects.filter(listing__name="Aster Insights").count() == placed.done
    assert placed.done + len(placed.skipped) == 12
    assert HistoryEntry.objects.filter(kind="edited").count() == placed.done
