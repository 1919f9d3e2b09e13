"""What senders call our listings, and the leads that wait because nobody knew the name."""

import pytest

from accounts.models import Membership
from intake.actions.mapping import StaleName, UnknownName, find_name, forget_name, leads_named, map_name, state_of, unknown_names
from leads.models import Lead


@pytest.fixture
def ana(cast):
    return Membership.objects.select_related("user", "partner").get(user__email="admin@aster.example")


@pytest.fixture
def endpoint(make_endpoint):
    return make_endpoint("own")


@pytest.fixture
def come(endpoint, send):
    def lead(name, listing, **fields):
        assert send(endpoint, {"last_name": name, "listing": listing, **fields}).status_code == 202

    return lead


@pytest.fixture
def insights(cast):
    return cast.listings["Aster Insights"]


def test_unknown_names_are_counted_in_whatever_letters_most_first(endpoint, ana, come):
    for name, listing in [("A", "insights-1"), ("B", "Insights-1"), ("C", "voice"), ("D", "Aster Invoicing"), ("E", "")]:
        come(name, listing)
    assert [(unknown.name.lower(), unknown.count) for unknown in unknown_names(endpoint, ana)] == [("insights-1", 2), ("voice", 1)]


def test_names_of_test_leads_and_of_other_sources_are_nobodys(endpoint, ana, make_endpoint, send):
    send(endpoint, {"last_name": "A", "listing": "voice"}, **{"LeadHub-Test": "yes"})
    send(make_endpoint("own", name="Another"), {"last_name": "B", "listing": "voice"})
    assert unknown_names(endpoint, ana) == []


def test_a_name_means_a_listing_for_those_who_wait_and_for_those_to_come(endpoint, ana, come, insights):
    come("A", "insights-1")
    come("B", "INSIGHTS-1")
    mapped = map_name(endpoint, "insights-1", insights, by=ana.user, membership=ana, seen="")
    come("C", "Insights-1")
    assert (mapped.placed.done, mapped.placed.skipped) == (2, [])
    assert list(Lead.objects.values_list("listing__name", flat=True)) == ["Aster Insights"] * 3
    assert unknown_names(endpoint, ana) == []


def test_a_name_is_counted_as_it_is_done(endpoint, ana, come):
    for name in "ABC":
        come(name, "voice")
    assert unknown_names(endpoint, ana) == [UnknownName("voice", 3)]
    assert leads_named(endpoint, "VOICE", ana).count() == 3


def test_the_template_that_was_chosen_is_what_later_leads_answer(endpoint, ana, come, insights, make_template):
    template = make_template()
    map_name(endpoint, "insights-1", insights, template, by=ana.user, membership=ana, seen="")
    come("A", "insights-1")
    assert Lead.objects.get().template_version == template.current


def test_saying_the_same_twice_is_done_once(endpoint, ana, insights):
    for _click in range(2):
        map_name(endpoint, "insights-1", insights, by=ana.user, membership=ana, seen="")
    assert endpoint.listing_names.count() == 1


def test_who_comes_second_is_told_what_the_name_means_now(endpoint, ana, cast, insights):
    map_name(endpoint, "insights-1", insights, by=ana.user, membership=ana, seen="")
    with pytest.raises(StaleName) as conflict:
        map_name(endpoint, "insights-1", cast.listings["Aster Invoicing"], by=ana.user, membership=ana, seen="")
    assert conflict.value.message == "Somebody else said in the meantime that “insights-1” is Aster Insights."
    assert find_name(endpoint, "insights-1").listing == insights


def test_a_name_means_another_listing_and_leads_keep_theirs(endpoint, ana, come, cast, insights):
    come("A", "insights-1")
    map_name(endpoint, "insights-1", insights, by=ana.user, membership=ana, seen="")
    seen = state_of(find_name(endpoint, "insights-1"))
    mapped = map_name(endpoint, "insights-1", cast.listings["Aster Invoicing"], by=ana.user, membership=ana, seen=seen)
    assert (mapped.placed.done, Lead.objects.get().listing) == (0, insights)


def test_a_name_is_forgotten_once(endpoint, ana, insights):
    map_name(endpoint, "insights-1", insights, by=ana.user, membership=ana, seen="")
    with pytest.raises(StaleName):
        forget_name(endpoint, "insights-1", seen="LS-0000-0000:")
    assert forget_name(endpoint, "insights-1", seen=state_of(find_name(endpoint, "insights-1")))
    assert not forget_name(endpoint, "insights-1", seen="")


def test_a_name_that_folding_makes_longer_is_known_again(endpoint, ana, come, insights):
    name = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 255
    map_name(endpoint, name, insights, by=ana.user, membership=ana, seen="")
    come("A", name)
    assert (Lead.objects.get().listing, find_name(endpoint, name).name) == (insights, name)
