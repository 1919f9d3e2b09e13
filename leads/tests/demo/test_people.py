import re
import unicodedata
from collections import Counter
from itertools import chain
from random import Random

import pytest

from leads.demo.arrivals import References
from leads.demo.people import draw_customer
from leads.demo.places import read_regions, read_words

SCRIPTS = {"LATIN", "ARABIC", "HEBREW", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI", "THAI"}
EMAIL = re.compile(r"[a-z0-9][a-z0-9._-]*@[a-z0-9-]+\.example")


def regions():
    return read_regions()[0]


@pytest.fixture
def customers():
    chance = Random(1)
    return [draw_customer(chance) for _ in range(3000)]


@pytest.fixture
def stories(tell_stories):
    return tell_stories()


@pytest.fixture
def leads(stories):
    return [story.lead for story in stories]


def share(part, whole):
    return len(part) / len(whole)


@pytest.mark.parametrize("region", regions(), ids=lambda region: region.country)
def test_every_name_can_be_spelled_in_an_address(region):
    words = [word for family in region.families for names in family for word in names]
    for word in [*words, *region.trades, *region.places, *region.long]:
        assert re.fullmatch(r"[a-z0-9-]+", word.latin), word


@pytest.mark.parametrize("region", regions(), ids=lambda region: region.country)
def test_long_companies_have_sixty_characters_and_more(region):
    assert [word.text for word in region.long if not 60 <= len(word.text) <= 255] == []


@pytest.mark.parametrize("region", regions(), ids=lambda region: region.country)
def test_what_people_write_names_nothing_but_the_listing(region):
    for wish in [*region.wishes, *chain.from_iterable(read_words()["wishes"].values())]:
        assert set(re.findall(r"{(\w*)}", wish)) <= {"listing"}


def test_emails_fit_and_lead_nowhere(customers):
    assert [customer.email for customer in customers if customer.email and not EMAIL.fullmatch(customer.email)] == []


def test_foreign_names_are_transliterated_in_addresses(customers):
    taro = [customer for customer in customers if (customer.first_name, customer.last_name) == ("太郎", "山田")]
    assert taro
    own = {customer.email.partition("@")[0] for customer in taro} - {"", *read_words()["shared_mailboxes"]}
    assert {re.sub(r"\d", "", name) for name in own} <= {"taro.yamada", "t.yamada", "taro_yamada", "taro"}


def test_germans_spell_their_umlauts_out(customers):
    mailboxes = {customer.email.partition("@")[0] for customer in customers if customer.last_name == "Müller"}
    assert "j.mueller" in mailboxes or "juergen.mueller" in mailboxes
    assert [name for name in mailboxes if "muller" in name] == []


def test_some_things_are_missing_and_never_all(customers):
    assert 0.03 < share([one for one in customers if not one.email], customers) < 0.09
    assert 0.08 < share([one for one in customers if not one.phone], customers) < 0.16
    assert 0.05 < share([one for one in customers if not one.company], customers) < 0.12
    assert 0.01 < share([one for one in customers if not one.last_name], customers) < 0.05
    assert [one for one in customers if not (one.last_name or one.company)] == []


def test_phones_are_dialled_in_several_ways(customers):
    phones = [customer.phone for customer in customers if customer.phone]
    assert [phone for phone in phones if not re.fullmatch(r"[+(0-9][0-9 ()./-]+( ?(ext\.?|x) ?\d+)?", phone)] == []
    assert 0.02 < share([phone for phone in phones if "x" in phone], phones) < 0.09
    assert len({re.sub(r"\d", "9", phone) for phone in phones}) > 60


def test_a_reference_drawn_before_is_drawn_again():
    letters = iter("AAAAAAAA" + "AAAAAAAA" + "AAAAAAAB")
    references = References(lambda _: next(letters))
    assert [references.draw(), references.draw()] == ["LD-AAAA-AAAA", "LD-AAAA-AAAB"]


def test_six_hundred_leads_are_written_in_many_scripts(leads):
    letters = {letter for lead in leads for letter in lead.first_name + lead.last_name + lead.company if letter.isalpha()}
    assert {unicodedata.name(letter).split()[0] for letter in letters} >= SCRIPTS
    assert len({lead.country for lead in leads}) > 20


def test_six_hundred_leads_hold_every_awkward_company(leads):
    companies = {lead.company for lead in leads}
    assert {one["company"] for one in read_words()["curiosities"] if "company" in one} - companies == set()
    for sign in ("'", ",", '"', "&", "🚀"):
        assert [company for company in companies if sign in company]
    assert {company[0] for company in companies if company} >= {"=", "+"}
    assert [company for company in companies if len(company) >= 60]
    assert [lead for lead in leads if lead.company and not lead.first_name and not lead.last_name]


def test_six_hundred_leads_hold_every_awkward_note(stories):
    bodies = [note.body for story in stories for note in story.notes]
    assert [len(body) for body in bodies if len(body) > 1000] == [10_000]
    assert [body for body in bodies if "\n" in body and any(unicodedata.bidirectional(letter) == "R" for letter in body)]


def test_leads_are_shared_out_among_the_partners(leads):
    whose = Counter((lead.partner.slug, lead.distributor and lead.distributor.slug) for lead in leads)
    assert 0.5 < whose["aster", None] / 600 < 0.7
    assert 0.22 < whose["birch", None] / 600 < 0.38
    assert 0.04 < (whose["aster", "cedar"] + whose["birch", "cedar"]) / 600 < 0.13
    assert whose["aster", "cedar"] > whose["birch", "cedar"] > 0
    assert whose["dahlia", None] >= 4
    assert sum(whose.values()) == whose.total() == 600
    assert set(whose) == {("aster", None), ("birch", None), ("aster", "cedar"), ("birch", "cedar"), ("dahlia", None)}


def test_the_distributors_leads_came_over_its_marketplace(leads):
    distributed = {lead.marketplace.slug for lead in leads if lead.distributor}
    assert distributed == {"cedar-store"}
    assert {lead.marketplace.slug for lead in leads if lead.marketplace} == {"northwind", "harbour", "cedar-store"}


def test_leads_ask_about_what_is_offered_where_they_came(leads):
    known = [lead for lead in leads if lead.listing and lead.marketplace]
    assert len(known) > 500
    for lead in known:
        assert lead.partner_id == lead.listing.partner_id
        assert lead.marketplace in lead.listing.marketplaces.all()
    assert {lead.listing_kind for lead in known} == {"app", "service"}


def test_a_listing_nobody_knows_keeps_its_text(leads):
    unknown = [lead for lead in leads if lead.listing is None and lead.partner.slug != "dahlia"]
    assert 5 < len(unknown) < 40
    assert {lead.listing_name for lead in unknown} <= set(read_words()["unknown_listings"])


def test_the_resellers_leads_name_listings_of_its_parent_or_none(leads, cast):
    names = {lead.listing_name for lead in leads if lead.partner.slug == "dahlia"}
    assert names <= {"", *cast.listings}
    assert {lead.listing for lead in leads if lead.partner.slug == "dahlia"} == {None}


def test_answers_without_a_template_are_what_a_marketplace_asks(leads):
    labels = {answer["label"] for lead in leads if not lead.template_version for answer in lead.answers}
    assert labels == {"What do you need help with?", "Company size", "When do you want to start?"}
    assert [answer for lead in leads for answer in lead.answers if "{" in answer["value"]] == []


def test_texts_hold_no_placeholder(stories):
    texts = [story.lead.company + story.lead.phone for story in stories] + [note.body for story in stories for note in story.notes]
    assert [text for text in texts if re.search(r"[{}]|%s|#", text)] == []
