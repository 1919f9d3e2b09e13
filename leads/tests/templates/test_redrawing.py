"""The editor's small buttons: they draw the form anew with everything typed, and save nothing."""

import re

import pytest

from leads.models import LeadTemplate
from leads.tests.templates.filled_in import CREATE, filled_in, problems, row, typed_labels

ABC = [row("A", "number", required="on", key="a"), row("B", "choice", choices="x\ny"), row("", "date", help="when")]


def press(client, button, number="", rows=ABC, **changes):
    return client.post(CREATE, filled_in(*rows, **{"name": "", "contact_email": "hidden", **changes}, **{button: number}))


def focused(page):
    return re.findall(r'(?:name="([^"]*)"[^>]*?)(?:value="([^"]*)")?[^>]*\bautofocus', page.content.decode())


@pytest.mark.parametrize(
    ("button", "number", "labels", "focus"),
    [
        ("up", "1", ["B", "A", ""], "down"),
        ("up", "2", ["A", "", "B"], "up"),
        ("down", "0", ["B", "A", ""], "down"),
        ("down", "1", ["A", "", "B"], "up"),
        ("remove", "1", ["A", ""], "remove"),
        ("remove", "2", ["A", "B"], "remove"),
        ("add", "1", ["A", "B", "", ""], "fields-3-label"),
        ("up", "0", ["A", "B", ""], "up"),
        ("down", "2", ["A", "B", ""], "down"),
    ],
)
def test_buttons_move_remove_and_add_and_the_focus_follows(admin, button, number, labels, focus):
    page = press(admin, button, number)
    assert (page.status_code, typed_labels(page)) == (200, labels)
    edge = (button, number) in [("up", "0"), ("down", "2")]
    assert [name for name, _value in focused(page)] == ([] if edge else [focus])
    assert LeadTemplate.objects.count() == 0


@pytest.mark.parametrize("number", ["", "x", "-1", "99", "9" * 400, "²", "\0"])
@pytest.mark.parametrize("button", ["up", "down", "remove"])
def test_a_button_of_a_row_that_is_none_changes_nothing(admin, button, number):
    page = press(admin, button, number)
    assert (page.status_code, typed_labels(page)) == (200, ["A", "B", ""])


def test_everything_typed_stays_and_nothing_is_complained_about(admin, cast):
    offering = f"{cast.listings['Aster Invoicing'].reference}:harbour"
    typed = {
        "consent": "I agree.",
        "thanks": "Ta",
        "auto_reply_subject": "Hi",
        "auto_reply_body": "Text",
        "embed_hosts": "not a host",
    }
    page = press(admin, "up", "1", offerings=[offering], workflow="sales", revision="7", **typed).content.decode()
    for words in typed.values():
        assert words in page
    assert re.search(rf'value="{offering}"[^>]* checked', page)
    assert re.search(r'value="sales"[^>]* checked', page)
    assert re.search(r'name="contact_email".*?value="hidden" selected', page, re.DOTALL)
    assert re.search(r'name="fields-1-required"[^>]* checked', page)
    assert re.search(r'name="fields-1-key" value="a"', page)
    assert ">\nx\ny</textarea>" in page
    assert 'name="revision" value="7"' in page
    assert "error-summary" not in page


def test_there_is_no_button_for_a_51st_field_and_it_is_not_added(admin):
    page = press(admin, "add", "1", rows=[row(str(number)) for number in range(50)])
    assert len(typed_labels(page)) == 50
    assert "That is as many fields as a template can have." in page.content.decode()
    assert 'name="add"' not in page.content.decode()


def test_the_first_button_of_the_form_saves(admin):
    """It is the one that Enter presses."""
    page = press(admin, "up", "1").content.decode()
    assert re.search(r"<button[^>]*form=\"editor\"[^>]*>", page).start() < page.index('name="up"')
    assert problems(admin.post(CREATE, filled_in(*ABC, name="")))[0] == "Name: Fill this in."
