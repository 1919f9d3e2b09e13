"""The small words of templates: addresses that may become links, ages, icons."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.template import Context, Engine

from leadhub.templatetags import ui
from leads.models import Status

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+1-532-344-1362", "tel:+15323441362"),
        ("001-672-799-2170x5610", "tel:0016727992170;ext=5610"),
        ("(240)452-2332 ext. 46", "tel:2404522332;ext=46"),
        ("06 39 98 60 10", "tel:0639986010"),
        ("+44 (0)161 496 0269", "tel:+4401614960269"),
        ("985.939.5411x2641", "tel:9859395411;ext=2641"),
        ("1234", ""),
        ("call me", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
        ("+", ""),
    ],
)
def test_a_phone_number_is_a_link_where_it_is_one(number, link):
    assert ui.phone_link(number) == link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("ana@x.example", "mailto:ana@x.example"),
        ("ána@münchen.example", "mailto:ána@münchen.example"),
        ("ana@x.example?bcc=all@x.example", ""),
        ("ana@x.example%0Abcc:all", ""),
        ("ana", ""),
        ("a@b", ""),
        ("<ana@x.example>", ""),
        ("", ""),
    ],
)
def test_an_address_is_a_link_where_it_is_one(address, link):
    assert ui.mail_link(address) == link


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=23), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=29), "29 days ago"),
        (timedelta(days=30), "23 Oct 2026"),
        (timedelta(hours=-1), "22 Nov 2026"),
    ],
)
def test_an_age_is_short_with_the_exact_moment_at_hand(ago, words):
    moment = NOW - ago
    with time_machine.travel(NOW, tick=False):
        shown = ui.age(moment)
    assert re.sub("<.*?>", "", shown) == words
    assert f'datetime="{moment.isoformat(timespec="seconds")}"' in shown
    assert "title=" in shown


def test_every_icon_that_a_template_names_exists():
    named = set()
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        named |= set(re.findall(r'\{% icon "([\w-]+)"', path.read_text()))
    assert len(named) > 20
    for name in [*named, *Status.Icon.values, "inbox"]:
        assert ui.drawn_icon(name).startswith("<svg")


def test_what_is_the_same_in_every_row_is_made_once_for_a_page_and_anew_for_the_next():
    page = Engine.get_default().from_string('{% for n in "abc" %}{% same %}{{ word }}{{ n }}{% endsame %}{{ n }} {% endfor %}')
    assert [page.render(Context({"word": word})) for word in ("x", "y")] == ["xaa xab xac ", "yaa yab yac "]


def test_what_is_the_same_is_made_once_in_all_the_fragments_of_a_page():
    page = Engine.get_default().from_string("{% for lead in leads %}{% include fragment %}{% endfor %}")
    fragment = Engine.get_default().from_string("{% same %}{{ lead }}{% endsame %}")
    assert page.render(Context({"leads": "ab", "fragment": fragment})) == "aa"


def test_an_icon_is_drawn_by_its_fixed_name_or_by_a_variable():
    page = Engine.get_default().from_string('{% icon "x" 14 %}|{% icon name 14 %}|{% icon name %}')
    fixed, by_variable, usual = page.render(Context({"name": "x"})).split("|")
    assert fixed == by_variable == ui.drawn_icon("x", 14)
    assert usual == ui.drawn_icon("x", 16)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1800", "EUR", "1,800.00 EUR"),
        ("0.1", "USD", "0.10 USD"),
        ("4900.00", "JPY", "4,900 JPY"),
        ("4900.50", "JPY", "4,900.50 JPY"),
        ("9999999999.99", "EUR", "9,999,999,999.99 EUR"),
    ],
)
def test_money_is_exact_and_names_its_currency(amount, currency, words):
    assert ui.money(Decimal(amount), currency) == words.replace(" ", "\N{NO-BREAK SPACE}")
