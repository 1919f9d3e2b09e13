"""References as they are drawn, typed by people, and found in addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadhub.references import CROCKFORD, ReferenceConverter, draw, normal
from leads.models import Lead


def test_drawn_reference_is_eight_characters_in_two_groups():
    assert re.fullmatch(r"LD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", draw("LD"))


def test_letters_that_are_misread_are_never_drawn():
    assert set("ILOU") & set(CROCKFORD) == set()
    assert len(set(CROCKFORD)) == 32


def test_draws_differ():
    assert len({draw("LD") for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("LD-7K3M-9Q2X", "LD-7K3M-9Q2X"),
        (" ld-7k3m-9q2x ", "LD-7K3M-9Q2X"),
        ("LD-OIL0-oil1", "LD-0110-0111"),
        ("ld", "LD"),
        ("", ""),
    ],
)
def test_reference_is_read_as_people_type_it(typed, meant):
    assert normal(typed) == meant


@given(st.text())
def test_reading_twice_changes_nothing_more(text):
    assert normal(normal(text)) == normal(text)


def test_every_lead_has_its_own_reference_bulk_inserts_included(make_lead):
    one, other = make_lead(first_name="Ada"), make_lead(first_name="Bo")
    assert one.reference != other.reference
    assert set(Lead.objects.values_list("reference", flat=True)) == {one.reference, other.reference}


def test_reference_once_given_stays(make_lead):
    lead = make_lead(first_name="Ada")
    before = lead.reference
    lead.save()
    lead.refresh_from_db()
    assert lead.reference == before


@pytest.mark.parametrize("spelling", ["{0}", "{1}", " {1}"])
def test_lead_is_found_however_its_reference_is_spelled_in_the_address(sign_in, make_lead, spelling):
    lead = make_lead(first_name="Ada")
    address = f"/leads/{spelling.format(lead.reference, lead.reference.lower()).strip()}/"
    assert sign_in("member@aster.example").get(address).context["lead"] == lead


@pytest.mark.parametrize("part", ["LD-7K3M", "LD-7K3M-9Q2", "LD-7K3M-9Q2XX", "7K3M-9Q2X", "LD-7K3M-9Q2é", "LD-7K3M-9Q2X%20", "1"])
def test_what_is_no_reference_is_no_address(part):
    assert re.fullmatch(ReferenceConverter.regex, part) is None
