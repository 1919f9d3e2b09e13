"""Editing a template: versions that stay, keys that stay, and two administrators at once (C-06)."""

import pytest

from leads.actions import Draft, receive_lead
from leads.answers.types import TemplateField
from leads.models import Lead, Source
from leads.tests.redesigning import fresh
from leads.tests.templates.filled_in import as_saved, filled_in, problems, row, rows_of, typed_labels, words

FIELDS = [
    TemplateField("team-size", "Team size", "number", "Seats", True),
    TemplateField("plan", "Plan", "choice", choices=("Starter", "Business")),
    TemplateField("start", "Start", "date"),
]


@pytest.fixture
def template(make_template):
    return make_template(fields=FIELDS, consent="I agree.")


@pytest.fixture
def answered(template, cast):
    """A lead that came with version 1."""
    source = Source.objects.create(partner=cast.partners["aster"], kind="marketplace", name="Test marketplace")
    given = [{"key": "team-size", "label": "Team size", "type": "number", "value": "12"}]
    draft = Draft(last_name="Lovelace", template_version=template.current, answered=given)
    return receive_lead(draft, source=source, by="Test marketplace")


def keys(template):
    return [field.key for field in fresh(template).current.fields]


def edit(client, template, *rows, **changes):
    return client.post(f"{template.url}edit/", as_saved(template, *rows, **changes))


def test_an_edit_of_a_shown_template_leaves_old_leads_as_they_came(admin, template, answered):
    before = (template.current.fields_json, template.current.contact, template.current.consent, answered.answers)
    relabelled, _dropped, kept = rows_of(template.current)
    answer = edit(admin, template, kept, {**relabelled, "label": "Seats"}, row("Budget", "number"), consent="Yes!")
    assert (answer.status_code, answer.url) == (303, template.url)
    lead, now = Lead.objects.get(pk=answered.pk), fresh(template)
    old = lead.template_version
    assert (old.number, now.current.number) == (1, 2)
    assert (old.fields_json, old.contact, old.consent, lead.answers) == before
    assert [(field.key, field.label) for field in now.current.fields] == [
        ("start", "Start"), ("team-size", "Seats"), ("budget", "Budget"),
    ]  # fmt: skip


def test_an_edit_of_an_unused_draft_stays_version_1(admin, make_template):
    template = make_template(fields=FIELDS, active=False)
    assert edit(admin, template, row("Budget", "number")).status_code == 303
    assert [(version.number, len(version.fields)) for version in template.versions.all()] == [(1, 1)]


def test_an_edit_that_asks_the_same_makes_no_version(admin, template):
    assert edit(admin, template, thanks="Thank you!").status_code == 303
    assert (template.versions.count(), fresh(template).thanks, fresh(template).revision) == (1, "Thank you!", template.revision + 1)


def test_the_editor_shows_the_template_as_it_is(admin, template):
    page = admin.get(f"{template.url}edit/")
    assert typed_labels(page) == ["Team size", "Plan", "Start"]
    assert "Starter\nBusiness</textarea>" in page.content.decode()
    assert edit(admin, template).status_code == 303
    assert fresh(template).current.fields == FIELDS


def test_another_type_is_another_question_and_gets_another_key(admin, template):
    first, *others = rows_of(template.current)
    assert edit(admin, template, {**first, "type": "text"}, *others).status_code == 303
    assert keys(template) == ["team-size-2", "plan", "start"]


def test_a_question_that_comes_back_has_its_key_back(admin, template):
    _first, *others = rows_of(template.current)
    edit(admin, template, *others)
    template = fresh(template)
    edit(admin, template, *others, row("Team size", "number"), row("Team size (old)", "number"))
    assert keys(template) == ["plan", "start", "team-size", "team-size-old"]


@pytest.mark.parametrize("key", ["consent", "no-such-key", "x" * 50, "<b>", "plan"])
def test_a_key_that_is_not_this_rows_own_is_made_anew(admin, template, key):
    _first, plan, start = rows_of(template.current)
    assert edit(admin, template, plan, start, row("New one", key=key)).status_code == 303
    assert keys(template) == ["plan", "start", "new-one"]


def test_keys_are_made_from_labels_and_are_never_the_consents(admin, make_template):
    template = make_template(active=False)
    labels = ["Consent", "حجم الفريق", "🎉", "Größe & Farbe", "Ёлка 2", "a" * 60]
    assert edit(admin, template, *[row(label) for label in labels]).status_code == 303
    assert keys(template) == ["consent-2", "حجم-الفريق", "field", "grosse-farbe", "елка-2", "a" * 40]


def test_the_second_of_two_administrators_is_told_who_was_faster_and_loses_nothing(admin, sign_in, template, cast):
    cast.people["both@aster.example"].memberships.update(is_administrator=True)
    other = sign_in("both@aster.example")
    mine, theirs = as_saved(template, row("Mine"), thanks="Mine"), as_saved(template, row("Theirs"), name="Theirs")
    assert other.post(f"{template.url}edit/", theirs).status_code == 303
    answer = admin.post(f"{template.url}edit/", mine)
    assert answer.status_code == 409
    who = cast.people["both@aster.example"].name
    assert f"{who} changed “Theirs” in the meantime. Your change was not made." in words(answer)
    assert "Yours and theirs differ in: Name, Fields, Thank-you message." in words(answer)
    assert typed_labels(answer) == ["Mine"]
    assert [field.label for field in fresh(template).current.fields] == ["Theirs"]
    again = admin.post(f"{template.url}edit/", mine | {"revision": answer.context["revision"]})
    assert again.status_code == 303
    assert (fresh(template).name, [field.label for field in fresh(template).current.fields]) == (template.name, ["Mine"])


@pytest.mark.parametrize("revision", ["", "x", "-1", "0", "9" * 40, "٣"])
def test_a_form_without_a_sound_revision_is_refused(admin, template, revision):
    assert edit(admin, template, thanks="Never", revision=revision).status_code == 409
    assert fresh(template).thanks == ""


def test_a_name_that_another_template_has_is_refused(admin, template, make_template):
    make_template(name="Book a call", active=False)
    answer = edit(admin, template, name="Book a call")
    assert answer.status_code == 422
    assert problems(answer) == ["Name: There is a template named “Book a call” already. Give this one another name."]


def test_an_active_template_cannot_take_a_listing_from_another(admin, template, make_template, cast):
    other = make_template(name="Book a call", offerings=[("Aster Invoicing", "harbour")])
    reference = cast.listings["Aster Invoicing"].reference
    answer = edit(admin, template, offerings=[f"{reference}:northwind", f"{reference}:harbour"], thanks="Typed")
    assert answer.status_code == 409
    sentence = "“Book a call” is the active template for Aster Invoicing on Harbour Cloud Store already."
    assert problems(answer) == [f"Used by: {sentence}"]
    assert f'<a href="{other.url}">Open “Book a call”</a>' in answer.content.decode()
    assert "Typed</textarea>" in answer.content.decode()
    assert (template.uses.count(), fresh(template).thanks, fresh(template).revision) == (1, "", template.revision)


def test_an_active_template_cannot_be_left_without_a_listing(admin, template):
    answer = edit(admin, template, offerings=[])
    assert answer.status_code == 409
    assert problems(answer) == [
        "Used by: An active template needs at least one listing on a marketplace. Choose it under “Used by”."
    ]
    assert template.uses.count() == 1


def test_a_draft_may_have_the_same_listing_in_mind(admin, template, make_template):
    assert edit(admin, make_template(name="Next year's", active=False), thanks="Thanks").status_code == 303


def test_filled_in_and_saved_are_the_same_form(template):
    """So that what these tests send is what the browser sends."""
    assert set(filled_in()) - {"revision"} <= set(as_saved(template))
