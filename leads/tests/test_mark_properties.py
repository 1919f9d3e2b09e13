"""For any leads with any marks and any address: page = count = CSV = what plain Python finds, by the one rule."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.actions import Draft, receive_leads
from leads.models import Lead, Source, Status
from leads.tests.test_list_properties import ids_in_csv, ids_on_all_pages

START = datetime(2026, 1, 1, tzinfo=UTC)
FACTS = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["Ana", "Bo"]),
        "is_test": st.booleans(),
        "do_not_contact": st.booleans(),
        "status": st.sampled_from(["new", "contacted"]),
    }
)
ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        "marked": st.sampled_from(["test", "do-not-contact"]),
        "q": st.sampled_from(["ana", "bo"]),
        "status": st.sampled_from(["new", "contacted"]),
        "view": st.sampled_from(["cards", "list"]),
    },
)
MEANING = {
    None: lambda fact: not fact["is_test"],
    "test": lambda fact: fact["is_test"],
    "do-not-contact": lambda fact: fact["do_not_contact"] and not fact["is_test"],
}


def chosen(fact, address):
    return (
        MEANING[address.get("marked")](fact)
        and address.get("q", "") in fact["first_name"].lower()
        and address.get("status", fact["status"]) == fact["status"]
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(FACTS, max_size=9), address=ADDRESSES)
def test_page_count_and_file_hold_the_same_leads(cast, sign_in, monkeypatch, facts, address):
    monkeypatch.setattr("leadhub.lists.machine.ListMachine.page_size", 3)
    Lead.objects.all().delete()
    source, _ = Source.objects.get_or_create(partner=cast.partners["aster"], kind="file", name="facts")
    statuses = {status.slug: status for status in Status.objects.filter(workflow__slug="sales")}
    drafts = [
        Draft(**{**fact, "status": statuses[fact["status"]], "created_at": START - timedelta(hours=hour)})
        for hour, fact in enumerate(facts)
    ]
    leads = receive_leads(drafts, source=source, by="facts")
    expected = [lead.reference for lead, fact in zip(leads, facts, strict=True) if chosen(fact, address)]
    total = sum(fact["is_test"] == (address.get("marked") == "test") for fact in facts)

    client, query = sign_in("member@aster.example"), urlencode(address)
    ids, _last = ids_on_all_pages(client, query)
    assert (ids, ids_in_csv(client, query)) == (expected, expected)
    count = re.search(r'class="count">([^<]*)<', client.get(f"/leads/?{query}").content.decode())[1]
    numbers = [int(number) for number in re.findall(r"\d+", count)]
    assert numbers == ([len(expected), total] if set(address) - {"view"} else [total])
