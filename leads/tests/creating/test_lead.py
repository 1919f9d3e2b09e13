"""The lead that the wizard makes: once, whole, and by the form that was shown."""

import pytest

from leads.actions import activate_template, retire_template
from leads.models import Lead, Source
from leads.tests.creating.wizard import ADA, MODULES, SIZE, Wizard
from leads.tests.redesigning import redesign
from listings.models import Offering


def test_the_form_makes_a_lead_of_the_vendors_in_the_persons_name(wizard, cast):
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("create", **ADA)
    lead = Lead.objects.get()
    assert (wizard.response.status_code, wizard.response.url) == (303, f"/leads/create/{lead.reference}/")
    assert (lead.partner.slug, lead.name, lead.status.name, lead.template_version) == ("aster", "Ada Lovelace", "New", None)
    assert (lead.listing.name, lead.marketplace.slug, lead.distributor) == ("Aster Invoicing", "northwind", None)
    assert (lead.source.kind, lead.source.name, lead.source.partner) == (
        Source.Kind.PERSON,
        "Created by hand",
        cast.partners["aster"],
    )
    assert [(entry.kind, entry.actor.email) for entry in lead.history.all()] == [("received", "member@aster.example")]


def test_the_templates_form_and_workflow_are_used_where_there_is_one(wizard, make_template):
    template = make_template(fields=[SIZE, MODULES])
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("create", **ADA, answer_size="12", answer_modules=["Reports", "Invoices"])
    lead = Lead.objects.get()
    assert (lead.status.name, lead.template_version) == ("Pending", template.current)
    assert [(answer["label"], answer["value"]) for answer in lead.answers] == [
        ("Team size", "12"),
        ("Modules", "Reports\nInvoices"),
    ]
    wizard.open("Aster Invoicing", "harbour")
    assert "answer_size" not in wizard.form.values


def test_sending_it_twice_leads_to_the_same_summary(wizard):
    wizard.open("Aster Invoicing", "northwind")
    shown = wizard.form
    urls = set()
    for _ in range(3):
        wizard.form = shown
        urls.add(wizard.press("create", **ADA).url)
    assert (len(urls), Lead.objects.count()) == (1, 1)


def test_the_same_person_may_create_the_same_lead_from_a_new_form(wizard):
    for _ in range(2):
        wizard.open("Aster Invoicing", "northwind")
        wizard.press("create", **ADA)
    assert Lead.objects.count() == 2


def test_wrong_answers_come_back_with_everything_typed(wizard, make_template):
    make_template(fields=[SIZE])
    wizard.open("Aster Invoicing", "northwind")
    response = wizard.press("create", **{**ADA, "email": "ada"}, answer_size="many", company="<b>")
    assert (response.status_code, wizard.step, list(wizard.form.errors)) == (422, "Details", ["id_email", "id_answer_size"])
    assert (wizard.form.values["company"], wizard.form.values["answer_size"]) == ("<b>", "many")
    wizard.press("create", email=ADA["email"], answer_size="7")
    assert Lead.objects.get().company == "<b>"


def test_an_older_version_of_the_same_template_is_accepted_as_that(wizard, make_template):
    template = make_template(fields=[SIZE])
    older = template.current
    wizard.open("Aster Invoicing", "northwind")
    redesign(template, fields=[MODULES])
    wizard.press("create", **ADA, answer_size="12")
    assert (Lead.objects.get().template_version, Lead.objects.get().answers[0]["value"]) == (older, "12")


def test_another_form_than_the_one_shown_is_shown_first(wizard, make_template):
    template = make_template(fields=[SIZE])
    wizard.open("Aster Invoicing", "northwind")
    retire_template(template, by="Ana", revision=template.revision)
    words = "The form has changed since this page was made. Check your answers, then create the lead."
    response = wizard.press("create", **ADA, answer_size="12")
    assert (response.status_code, words in wizard.form.said, wizard.form.values["email"]) == (422, True, ADA["email"])
    activate_template(template, by="Ana", revision=template.revision)
    response = wizard.press("create", answer_size="12")
    assert (response.status_code, words in wizard.form.said, wizard.form.values["answer_size"]) == (422, True, "12")
    assert wizard.press("create").status_code == 303
    assert Lead.objects.get().template_version == template.current


@pytest.mark.parametrize("token", ["", "x", "\x00"])
def test_without_our_token_the_form_comes_back_with_a_fresh_one(wizard, token):
    wizard.open("Aster Invoicing", "northwind")
    assert wizard.press("create", **ADA, token=token).status_code == 422
    assert wizard.press("create").status_code == 303


def test_a_colleagues_token_is_not_mine(wizard, sign_in, cast):
    other = Wizard(sign_in("sales@aster.example"), cast)
    other.open("Aster Invoicing", "northwind")
    wizard.open("Aster Invoicing", "northwind")
    assert wizard.press("create", **ADA, token=other.form.values["token"]).status_code == 422


def test_a_product_withdrawn_meanwhile_is_asked_for_again_and_nothing_typed_is_lost(wizard):
    wizard.open("Aster Invoicing", "northwind")
    Offering.objects.filter(listing__name="Aster Invoicing", marketplace__slug="northwind").update(is_active=False)
    response = wizard.press("create", **ADA)
    assert (response.status_code, wizard.step, wizard.form.values["email"]) == (422, "Marketplace", ADA["email"])
    wizard.press("form", marketplace="harbour")
    assert wizard.press("create").status_code == 303
    assert Lead.objects.get().marketplace.slug == "harbour"
