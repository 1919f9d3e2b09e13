"""What a stored request becomes: replayable, whose lead it is, and which template it answers."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from intake.actions.delivering import replay_one, settle, store
from intake.models import Delivery, Endpoint, ListingName
from leadhub.work import leases
from leadhub.work.queues import queues
from leads.answers.types import TemplateField
from leads.models import Lead

pytestmark = pytest.mark.django_db
ADA = b'{"last_name": "Byron", "email": "ada@engine.example", "listing": "Aster Invoicing"}'


def test_settling_twice_changes_nothing(make_endpoint):
    delivery = store(make_endpoint(), body=ADA)
    for _ in range(2):
        assert settle(delivery).state == "settled"
    assert (Lead.objects.count(), delivery.outcomes.count()) == (1, 1)


def test_what_a_crash_left_behind_the_worker_settles_with_the_time_of_receipt(make_endpoint):
    delivery = store(make_endpoint(), body=ADA)
    (queue,) = [queue for queue in queues if queue.name == "deliveries"]
    assert leases.take(queue, "a worker") is None  # whoever stored it may be at it still
    long_ago = timezone.now() - timedelta(hours=30)
    Delivery.objects.update(received_at=long_ago, work_due_at=long_ago)
    row = leases.take(queue, "a worker")
    queue.run(row)
    assert leases.finish(row)
    assert leases.take(queue, "a worker") is None
    delivery.refresh_from_db()
    assert (delivery.state, Lead.objects.get().created_at) == ("settled", long_ago)


def test_the_command_replays_what_waits_and_on_demand_what_is_in_quarantine(make_endpoint, capsys):
    endpoint = make_endpoint()
    store(endpoint, body=ADA)
    broken = settle(store(endpoint, body=b"{"))
    call_command("intake_replay")
    assert capsys.readouterr().out == "settled 1, quarantined 0, waiting 0\n"
    Delivery.objects.filter(pk=broken.pk).update(mended_body='{"last_name": "Mended"}')
    call_command("intake_replay", broken.reference.lower(), "--source", endpoint.reference)
    assert capsys.readouterr().out == "settled 1, quarantined 0, waiting 0\n"
    assert sorted(Lead.objects.values_list("last_name", flat=True)) == ["Byron", "Mended"]
    call_command("intake_replay", "--quarantined")
    assert capsys.readouterr().out == "settled 0, quarantined 0, waiting 0\n"


def test_the_command_leaves_what_was_set_aside(make_endpoint, capsys):
    broken = settle(store(make_endpoint(), body=b"{"))
    Delivery.objects.filter(pk=broken.pk).update(state="set_aside", mended_body='{"last_name": "Mended"}')
    call_command("intake_replay", broken.reference)
    broken.refresh_from_db()
    assert (broken.state, Lead.objects.count()) == ("set_aside", 0)
    assert capsys.readouterr().out == "settled 0, quarantined 0, waiting 0\n"


def test_the_command_names_a_delivery_that_there_is_not():
    with pytest.raises(CommandError, match=r"There is no delivery DL-0000-0000\.") as refused:
        call_command("intake_replay", "dl-0000-0000")
    assert refused.value.returncode == 2


def test_what_was_settled_stays_as_it_is_when_it_is_replayed(make_endpoint):
    delivery = settle(store(make_endpoint(), body=ADA))
    ended = delivery.settled_at
    assert replay_one(delivery).settled_at == ended
    assert Lead.objects.count() == 1


def test_a_half_understood_file_replayed_after_the_window_doubles_nothing(make_endpoint):
    endpoint = make_endpoint("aws", window_hours=1)
    body = b'{"leads": [{"fullName": "Ada Byron"}, {"city": "Paris"}]}'
    delivery = settle(store(endpoint, body=body))
    later = store(endpoint, body=b'{"leads": [{"fullName": "Ada Byron"}]}')
    Delivery.objects.filter(pk=later.pk).update(received_at=timezone.now() + timedelta(hours=2))
    later.refresh_from_db()
    settle(later)
    assert Lead.objects.count() == 2
    assert replay_one(delivery).state == "quarantined"
    assert Lead.objects.count() == 2
    assert list(delivery.outcomes.values_list("kind", flat=True)) == ["created", "refused"]


class TestWhose:
    """Anything from one partner's source lands only with that partner, or with the vendor of what its marketplaces offer."""

    def test_a_vendor_names_its_own_listings_alone(self, make_endpoint, cast):
        settle(store(make_endpoint(partner="birch"), body=ADA))
        lead = Lead.objects.get()
        assert (lead.partner, lead.listing, lead.listing_name) == (cast.partners["birch"], None, "Aster Invoicing")

    def test_a_distributors_lead_is_the_vendors_and_shown_to_both(self, make_endpoint, cast):
        body = b'{"last_name": "Byron", "listing": "Aster Insights", "marketplace": "cedar-store"}'
        settle(store(make_endpoint(partner="cedar"), body=body))
        lead = Lead.objects.get()
        assert (lead.partner, lead.distributor) == (cast.partners["aster"], cast.partners["cedar"])

    def test_a_distributor_cannot_name_anothers_marketplace(self, make_endpoint, cast):
        settle(store(make_endpoint(partner="cedar"), body=b'{"last_name": "Byron", "marketplace": "northwind"}'))
        lead = Lead.objects.get()
        assert (lead.partner, lead.marketplace, lead.marketplace_text) == (cast.partners["cedar"], None, "northwind")

    def test_a_reseller_names_none_of_its_parents_listings(self, make_endpoint, cast):
        settle(store(make_endpoint(partner="dahlia"), body=ADA))
        lead = Lead.objects.get()
        assert (lead.partner, lead.listing) == (cast.partners["dahlia"], None)

    def test_a_listing_that_was_chosen_once_counts_no_more_when_it_is_not_offered_there(self, make_endpoint, cast):
        endpoint = make_endpoint(partner="cedar", listing="Aster Insights", marketplace="cedar-store")
        ListingName.objects.create(endpoint=endpoint, name="ins", key="ins", listing=cast.listings["Aster Insights"])
        cast.listings["Aster Insights"].offerings.filter(marketplace__distributor=cast.partners["cedar"]).delete()
        for number, body in enumerate((b'{"last_name": "Byron"}', b'{"last_name": "Byron", "listing": "ins"}')):
            settle(store(Endpoint.objects.get(pk=endpoint.pk), body=body))
            lead = Lead.objects.latest("pk")
            assert (Lead.objects.count(), lead.partner, lead.listing) == (number + 1, cast.partners["cedar"], None)


class TestTemplates:
    """What a message answers of a template is kept as answers to it; what it says besides, as it came."""

    FIELDS = (
        TemplateField("size", "Team size", "number"),
        TemplateField("start", "Start", "date"),
        TemplateField("modules", "Modules", "choices", choices=("Ledger", "Payroll")),
    )

    def test_answers_of_the_same_key_or_label_are_those_of_the_template(self, make_endpoint, make_template):
        template = make_template(fields=self.FIELDS)
        body = (
            b'{"last_name": "Byron", "listing": "Aster Invoicing", "marketplace": "northwind",'
            b' "answers": {"TEAM SIZE": "12.5", "start": "soon", "modules": ["Payroll", "Ledger"], "colour": "blue"}}'
        )
        settle(store(make_endpoint(), body=body))
        lead = Lead.objects.select_related("status__workflow", "template_version__template").get()
        assert (lead.template_version.template, lead.status.workflow.slug) == (template, "qualification")
        assert lead.answers == [
            {"key": "size", "label": "Team size", "type": "number", "value": "12.5"},
            {"key": "modules", "label": "Modules", "type": "choices", "value": "Payroll\nLedger"},
            {"label": "start", "value": "soon"},
            {"label": "colour", "value": "blue"},
        ]

    def test_a_senders_own_name_for_a_listing_can_choose_the_template_too(self, make_endpoint, make_template, cast):
        template = make_template(fields=self.FIELDS)
        endpoint = make_endpoint()
        ListingName.objects.create(
            endpoint=endpoint, name="aster.inv-1", key="aster.inv-1", listing=cast.listings["Aster Invoicing"], template=template
        )
        settle(store(endpoint, body=b'{"last_name": "Byron", "listing": "ASTER.inv-1"}'))
        lead = Lead.objects.get()
        assert (lead.listing_name, lead.marketplace, lead.template_version.template) == ("Aster Invoicing", None, template)
