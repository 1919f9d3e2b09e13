"""The preview: the form as a visitor sees it; sending it only checks (C-03)."""

import pytest

from leads.answers.types import TemplateField
from leads.models import Lead
from leads.tests.templates.filled_in import as_saved, row, words

GOOD = {"last_name": "Lovelace", "email": "ada@example.com", "answer_team-size": "12"}


@pytest.fixture
def template(make_template, cast):
    return make_template(fields=[TemplateField("team-size", "Team size", "number", required=True)], thanks="We call you.")


@pytest.fixture
def good(cast):
    return GOOD | {"offering": f"{cast.listings['Aster Invoicing'].reference}:northwind"}


def fields_of(page):
    """What a page's form asks, without what only a hosted form carries."""
    return list(page.context["form"].fields)


def test_it_asks_what_the_hosted_form_asks(admin, client, template):
    mine, theirs = admin.get(f"{template.url}preview/"), client.get(f"/forms/{template.slug}/")
    assert fields_of(mine) == fields_of(theirs)
    assert "This is a preview. Sending it only checks what you typed; nothing is stored." in words(mine)


def test_sending_it_would_have_made_a_lead_and_makes_none(admin, template, good):
    answer = admin.post(f"{template.url}preview/", good)
    assert answer.status_code == 200
    assert "This would have made a lead. Nothing was stored." in words(answer)
    assert "We call you." in words(answer)
    assert Lead.objects.count() == 0


def test_what_is_wrong_is_said_as_to_a_visitor_and_typed_things_stay(admin, template, good):
    answer = admin.post(f"{template.url}preview/", good | {"answer_team-size": "many"})
    assert answer.status_code == 422
    assert "Enter a number, as in 12 or 12.5." in words(answer)
    assert 'value="many"' in answer.content.decode()


def test_a_draft_that_is_for_nothing_yet_has_a_preview(admin, make_template):
    draft = make_template(active=False, offerings=())
    assert admin.post(f"{draft.url}preview/", GOOD).status_code == 200


def test_older_versions_have_theirs(admin, template):
    admin.post(f"{template.url}edit/", as_saved(template, row("Budget")))
    old, new = admin.get(f"{template.url}preview/?version=1"), admin.get(f"{template.url}preview/?version=2")
    assert "answer_team-size" in fields_of(old)
    assert "answer_budget" in fields_of(new)
    assert "This is a preview of version 1, which is not the current one." in words(old)
    assert 'action="' + f"{template.url}preview/?version=1" + '"' in old.content.decode()
    assert fields_of(admin.get(f"{template.url}preview/")) == fields_of(new)


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "", "9" * 30, "²", "%00"])
def test_a_version_that_never_was_is_not_there(admin, template, number):
    assert admin.get(f"{template.url}preview/?version={number}").status_code == 404


def test_another_vendors_preview_is_not_there(sign_in, template):
    assert sign_in("admin@birch.example").get(f"{template.url}preview/").status_code == 404
