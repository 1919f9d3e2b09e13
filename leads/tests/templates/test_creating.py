"""A new template through its editor (C-01…03)."""

import pytest

from leads.models import LeadTemplate
from leads.tests.templates.filled_in import CREATE, filled_in, problems, row, typed_labels, words
from listings.models import Offering


@pytest.fixture
def invoicing(cast):
    """Aster Invoicing on Northwind as the form names it."""
    return f"{cast.listings['Aster Invoicing'].reference}:northwind"


def test_a_template_is_made_as_it_was_filled_in(admin, invoicing):
    rows = [
        row("Team size", "number", help="Seats", required="on"),
        row("Plan", "choice", choices="Starter\n\n Business "),
        row("When", "date"),
    ]
    answer = admin.post(CREATE, filled_in(
        *rows, offerings=[invoicing], consent="I agree.", thanks="Thank you!", auto_reply_subject="Hello",
        auto_reply_body="We\nwrite soon.", embed_hosts="www.Example.com\n\nshop.example.org.", contact_phone="required",
    ))  # fmt: skip
    template = LeadTemplate.objects.get()
    assert (answer.status_code, answer.url) == (303, template.url)
    assert (template.name, template.state, template.workflow.slug, template.revision) == (
        "Ask for a demo", "draft", "qualification", 1,
    )  # fmt: skip
    assert [str(use.offering) for use in template.uses.all()] == ["Aster Invoicing · Northwind Marketplace"]
    assert template.current.fields_json == [
        {"key": "team-size", "label": "Team size", "type": "number", "help": "Seats", "required": True, "choices": []},
        {"key": "plan", "label": "Plan", "type": "choice", "help": "", "required": False, "choices": ["Starter", "Business"]},
        {"key": "when", "label": "When", "type": "date", "help": "", "required": False, "choices": []},
    ]
    assert template.current.contact["phone"] == "required"
    assert (template.current.consent, template.thanks) == ("I agree.", "Thank you!")
    assert (template.auto_reply_subject, template.auto_reply_body) == ("Hello", "We\nwrite soon.")
    assert template.embed_hosts == ["www.example.com", "shop.example.org"]
    assert template.updated_by_name == "Ana Moreno"


def test_a_new_editor_has_no_field_and_asks_for_the_usual_contact(admin):
    page = admin.get(CREATE)
    assert typed_labels(page) == []
    assert "Last name Required Optional Not asked" in words(page)
    assert '<option value="required" selected>' in page.content.decode()


def test_the_second_half_of_a_double_click_gets_the_template_that_the_first_made(admin, invoicing):
    data = filled_in(row("Team size", "number"), offerings=[invoicing])
    answers = [admin.post(CREATE, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert {answer.url for answer in answers} == {LeadTemplate.objects.get().url}


@pytest.mark.parametrize("changes", [{"consent": "I agree."}, {"workflow": "sales"}])
def test_another_template_of_that_name_is_refused_and_nothing_typed_is_lost(admin, changes):
    admin.post(CREATE, filled_in(row("Team size", "number")))
    answer = admin.post(CREATE, filled_in(row("Team size", "number"), **changes))
    assert answer.status_code == 422
    assert problems(answer) == ["Name: There is a template named “Ask for a demo” already. Give this one another name."]
    assert typed_labels(answer) == ["Team size"]
    assert LeadTemplate.objects.count() == 1


def test_somebody_elses_template_of_that_name_is_refused(admin, make_template):
    make_template(active=False)
    assert admin.post(CREATE, filled_in()).status_code == 422


def test_a_rival_may_have_a_template_of_that_name(admin, sign_in):
    assert admin.post(CREATE, filled_in()).status_code == 303
    assert sign_in("admin@birch.example").post(CREATE, filled_in()).status_code == 303


def test_the_editor_names_statuses_and_who_is_active_where(admin, make_template):
    make_template(name="Book a demo")
    page = words(admin.get(CREATE))
    assert "Qualification Pending, Qualified, Invalid" in page
    assert "Northwind Marketplace “ Book a demo ” is active here" in page


def test_an_offering_that_ended_is_offered_no_more(admin, invoicing):
    assert invoicing in admin.get(CREATE).content.decode()
    Offering.objects.filter(listing__name="Aster Invoicing", marketplace__slug="northwind").update(is_active=False)
    assert invoicing not in admin.get(CREATE).content.decode()
    assert admin.post(CREATE, filled_in(offerings=[invoicing])).status_code == 422
