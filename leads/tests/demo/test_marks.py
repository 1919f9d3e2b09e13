"""Some of the demo's leads are tests, some are of people not to be contacted, and some people ask twice."""

from collections import Counter, defaultdict

import pytest


@pytest.fixture
def stories(tell_stories):
    return tell_stories()


@pytest.fixture
def leads(stories):
    return [story.lead for story in stories]


@pytest.mark.parametrize("mark", ["is_test", "do_not_contact"])
def test_about_one_in_sixty_is_marked_and_both_vendors_have_some(leads, mark):
    whose = Counter(lead.partner.slug for lead in leads if getattr(lead, mark))
    assert set(whose) == {"aster", "birch"}
    assert min(whose.values()) >= 2
    assert 8 <= whose.total() <= 12


def test_no_lead_is_both(leads):
    assert [lead for lead in leads if lead.is_test and lead.do_not_contact] == []


def test_a_test_lead_says_so(leads):
    tests = [lead for lead in leads if lead.is_test]
    assert [lead.name for lead in tests if "test" not in f"{lead.name} {lead.company} {lead.email}".lower()] == []
    assert len({lead.name for lead in tests}) == 3


def test_nobody_talks_to_marked_leads(stories):
    alone = [story for story in stories if story.lead.is_test or story.lead.do_not_contact]
    assert {row.kind for story in alone for row in story.history} == {"received", "noted"}
    assert {story.lead.status.phase for story in alone} == {"new"}


def test_some_people_ask_the_same_vendor_about_two_listings(leads):
    asked = defaultdict(list)
    for lead in leads:
        if lead.email and not lead.is_test:
            asked[lead.partner.slug, lead.email].append(lead)
    twice = [group for group in asked.values() if len(group) > 1]
    assert 15 <= len(twice) <= 60
    assert {group[0].partner.slug for group in twice} >= {"aster", "birch"}
    assert [group for group in twice if len({lead.listing_name for lead in group}) == 1] == []
    assert [group for group in twice if len({(lead.first_name, lead.last_name, lead.company) for lead in group}) > 1] == []
    assert [group for group in twice if len({lead.do_not_contact for lead in group}) == 2]


def test_the_newest_lead_is_no_marked_one(leads):
    newest = max(leads, key=lambda lead: lead.created_at)
    assert (newest.is_test, newest.do_not_contact, newest.listing_name) == (False, False, "Aster Invoicing")
