"""The fields of the profile's form."""

import pytest
from django.core.exceptions import ValidationError

from accounts.fields import NameField, TimeZoneField

CANNOT_BE_KEPT = "The name has a character that cannot be kept. Type it anew."


def refusal(value):
    with pytest.raises(ValidationError) as refused:
        NameField(max_length=150).clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana Moreno \t", "Ana Moreno"),
        ("Ana\r\nMoreno\u2028\u2029de la Fuente", "Ana Moreno de la Fuente"),
        ("Ana \u202eoneroM\u202c \u2066x\u2069", "Ana oneroM x"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("مریم\u200cسادات", "مریم\u200cسادات"),
        ("山田 太郎", "山田 太郎"),
        ("🦊", "🦊"),
        ("x" * 150, "x" * 150),
        ("𝒳" * 150, "𝒳" * 150),
    ],
)
def test_name_is_kept_as_one_plain_line(typed, kept):
    assert NameField(max_length=150).clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d", "\u202e\u202c", "\r\n", None])
def test_name_that_nobody_can_see_is_missing(typed):
    assert refusal(typed) == ["This field is required."]


@pytest.mark.parametrize("typed", ["Ana\x00", "Ana \ud800", "\udfff"])
def test_name_that_cannot_be_stored_is_refused_in_words(typed):
    assert refusal(typed) == [CANNOT_BE_KEPT]


@pytest.mark.parametrize("length", [151, 100_000])
def test_name_that_is_too_long_is_told_its_length(length):
    assert refusal("x" * length) == [f"A name has at most 150 characters; this one has {length}."]


def test_browser_does_not_cut_a_pasted_name_off_in_silence():
    assert NameField(max_length=150).widget.attrs == {}


# --- time zones -----------------------------------------------------------------------------------


def options():
    """City → zone of the choices in Europe and America, as they read."""
    return {city: zone for region, zones in TimeZoneField().choices if region in ("Europe", "America") for zone, city in zones}


def test_zones_stand_under_their_region_by_their_city():
    chosen = {city: options()[city] for city in ("Madrid", "New York", "Buenos Aires, Argentina")}
    assert chosen == {
        "Madrid": "Europe/Madrid",
        "New York": "America/New_York",
        "Buenos Aires, Argentina": "America/Argentina/Buenos_Aires",
    }


def test_zones_of_a_region_are_in_order_and_utc_comes_first():
    first, *regions = TimeZoneField().choices
    assert first == ("UTC", "UTC")
    for _region, zones in regions:
        cities = [city for _zone, city in zones]
        assert cities == sorted(cities)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "America/Argentina/Buenos_Aires", "Asia/Kathmandu"])
def test_zone_of_the_database_can_be_chosen(zone):
    assert TimeZoneField().clean(zone) == zone


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../../etc/passwd", "europe/madrid", "Factory", "US/Eastern"])
def test_anything_else_cannot(zone):
    with pytest.raises(ValidationError):
        TimeZoneField().clean(zone)
