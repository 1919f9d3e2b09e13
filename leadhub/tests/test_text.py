"""Text as it is stored and as it is compared (O-18…23)."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from leadhub.text import fold, one_line, refold, sort_key, storable
from leads.models import Lead

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("MÜLLER", "muller"),
        ("müller", "muller"),
        ("mu\u0308ller", "muller"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("İstanbul", "istanbul"),
        ("YILMAZ", "yilmaz"),
        ("Yılmaz", "yilmaz"),
        ("Nguyễn", "nguyen"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
        ("Οδυσσεύς", "οδυσσευσ"),
        ("ЁЛКА", "елка"),
        ("ｱﾊﾟｰﾄ", "アハート"),
        ("ﬁnance", "finance"),
        ("Ⅷ", "viii"),
        ("أحمد", "احمد"),
        ("דָּוִד", "דוד"),
        ("ᏔᏂᏯ", "ᏔᏂᏯ".casefold()),
        ("a*b%c_d\"e'f\\g AND", "a*b%c_d\"e'f\\g and"),
        ("", ""),
    ],
)
def test_case_accents_and_forms_fold(written, folded):
    assert fold(written) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_every_normal_form_of_a_text_folds_alike(text):
    assert len({fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}) == 1


@given(st.text(st.characters(codec="latin-1") | st.sampled_from("İıŁłŐőŞşЖжЯяΣσς")))
def test_upper_and_lower_case_fold_alike(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(ANY_TEXT, ANY_TEXT)
def test_a_part_is_found_in_the_whole(text, more):
    """What is searched is a literal part of what is stored, so folding may not run over the seam of two lines."""
    assert fold(f"{text}\n{more}") == f"{fold(text)}\n{fold(more)}"


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\u202e<script>", "\u202e<script>"),
        (" as it is ", " as it is "),
    ],
)
def test_only_what_no_database_holds_is_replaced(sent, stored):
    assert storable(sent) == stored


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\n\n"])
def test_a_name_is_one_line(line_break):
    assert one_line(f" Ada{line_break}Lovelace ") == "Ada Lovelace"


@given(ANY_TEXT)
def test_one_line_is_storable_and_has_no_lines(text):
    line = one_line(text)
    assert line == storable(line) == one_line(line)
    assert len(line.splitlines()) <= 1


def test_sort_key_puts_blanks_last():
    assert sorted(["", "Zoë", "ada", "  ", "Ärzte"], key=sort_key) == ["ada", "Ärzte", "Zoë", "", "  "]


def test_sort_key_has_at_most_its_columns_length():
    assert len(sort_key("ﷺ" * 200)) == 65


@pytest.mark.django_db
def test_database_orders_sort_keys_by_code_point(make_lead):
    """Whatever the order of the server's language: `a-b` before `ab` before `b`, `Z` folded before `é` of no mark."""
    names = ["b", "a b", "a-b", "ab", "_a", "", "中", "ß", "œ", "Z", "~"]
    for name in names:
        make_lead(company=name)
    ordered = Lead.objects.order_by("company_key").values_list("company", flat=True)
    assert list(ordered) == sorted(names, key=sort_key)


def test_search_text_and_keys_are_computed_when_saved(make_lead):
    lead = make_lead(first_name="Zoë", last_name="Müller", company="Ærø A/S", email="Z@X.example", listing="Aster Invoicing")
    lead.refresh_from_db()
    assert lead.search_text.split("\n") == ["zoe muller", fold("Ærø A/S"), "z@x.example", "aster invoicing"]
    assert (lead.first_name_key, lead.last_name_key, lead.listing_key) == ("0zoe", "0muller", "0aster invoicing")


def test_search_text_has_a_line_for_each_field_even_when_blank(make_lead):
    assert make_lead(last_name="Lovelace").search_text.split("\n") == ["lovelace", "", "", ""]


def test_refold_brings_the_folded_fields_of_a_change_up_to_date(make_lead):
    lead = make_lead(first_name="Ada", company="Old")
    lead.company = "Néw"
    refold(lead)
    assert (lead.company_key, lead.search_text.split("\n")[1]) == ("0new", "new")


@pytest.mark.django_db
def test_keys_sort_in_code_point_order_on_postgresql_too():
    column = Lead._meta.get_field("company_key").db_parameters(connection)
    assert column["collation"] == ("C" if connection.vendor == "postgresql" else None)
