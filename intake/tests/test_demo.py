"""The demo's ways in: always the same, counted among the leads that were asked for, and never the newest."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction

from intake.actions.mapping import unknown_names
from intake.demo import LEADS, create_ways_in, leads_of_sources
from intake.health import health_of
from intake.models import Delivery, Endpoint, Outcome
from leads.models import HistoryEntry, Lead, Note


@pytest.fixture
def with_a_newest(make_lead):
    return make_lead(last_name="Newest")


def come_in(cast, seed=1):
    """What is there afterwards; it is taken away again."""
    with transaction.atomic():
        create_ways_in(cast, seed=seed)
        leads = list(Lead.objects.order_by("pk").values_list("reference", "last_name", "email", "created_at", "listing__name"))
        deliveries = list(Delivery.objects.order_by("pk").values_list("reference", "state", "received_at"))
        transaction.set_rollback(True)
    return leads, deliveries


def test_the_same_seed_gives_the_same_and_another_others(cast, with_a_newest):
    assert come_in(cast) == come_in(cast)
    assert come_in(cast, seed=2)[0] != come_in(cast)[0]


@pytest.mark.parametrize("seed", [1, 2, 3, 77])
def test_as_many_leads_come_in_as_is_said_and_none_is_newer(cast, with_a_newest, seed):
    create_ways_in(cast, seed=seed)
    assert Lead.objects.exclude(pk=with_a_newest.pk).count() == LEADS
    assert Lead.objects.latest("created_at") == with_a_newest
    assert not HistoryEntry.objects.exclude(lead=with_a_newest).filter(at__gte=with_a_newest.created_at).exists()


def test_there_is_something_of_everything(cast, with_a_newest):
    create_ways_in(cast)
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert states == {"settled": 42, "quarantined": 3, "set_aside": 1}
    assert len(set(Delivery.objects.quarantined().values_list("reason", flat=True))) == 3
    assert set(Outcome.objects.values_list("kind", flat=True)) == {"created", "updated", "repeated", "refused"}
    assert Counter(Endpoint.objects.values_list("source__partner__slug", flat=True)) == {"aster": 3, "birch": 1}
    ana = cast.people["admin@aster.example"].memberships.get()
    appsource = Endpoint.objects.get(source__name="Microsoft AppSource")
    assert {one.name: one.count for one in unknown_names(appsource, ana)} == {"aster.field-service-trial": 2, "Aster Voice": 1}
    assert Lead.objects.tests().count() == Lead.objects.not_to_contact().count() == 1


def test_one_source_is_quiet_for_longer_than_usual(cast, with_a_newest):
    create_ways_in(cast)
    endpoints = Endpoint.objects.with_names()
    quiet = [endpoint.source.name for endpoint in endpoints if health_of(endpoints)[endpoint.pk].is_quiet]
    assert quiet == ["Salesforce AppExchange"]


@pytest.mark.parametrize(("leads", "by_sources"), [(0, 0), (99, 0), (100, LEADS), (600, LEADS)])
def test_a_small_demo_has_no_sources(leads, by_sources):
    assert leads_of_sources(leads) == by_sources


def test_they_count_among_the_leads_that_were_asked_for(db, capsys):
    call_command("seed_demo", "--leads", "120")
    assert Lead.objects.count() == 120
    assert Lead.objects.exclude(outcomes=None).count() == LEADS
    newest = Lead.objects.latest("created_at")
    assert (newest.outcomes.count(), newest.status.workflow.slug) == (0, "sales")
    said = f"Leads: 120, with notes: {Note.objects.count()}, and history rows: {HistoryEntry.objects.count()}."
    assert capsys.readouterr().out.endswith(f"{said}\n")
