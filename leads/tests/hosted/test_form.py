"""The hosted form (C-21), as a visitor without session, cookie or JavaScript meets it."""

import pytest
from django.test import Client

from leads.actions import retire_template
from leads.models import Lead, Source
from leads.tests.forms_shown import ShownForm
from leads.tests.hosted.conftest import ADA, FIELDS, Visitor
from leads.tests.redesigning import redesign
from listings.models import Offering


def test_a_sent_form_is_a_lead_that_waits_for_qualification(visitor, template, cast):
    response = visitor.send(answer_need="Reminders\r\nand reports", answer_plan="Team", first_name="Ada")
    assert (response.status_code, response.url) == (303, f"/forms/{template.slug}/thanks/")
    lead = Lead.objects.get()
    assert (lead.partner, lead.listing.name, lead.marketplace.slug, lead.status.name) == (
        cast.partners["aster"], "Aster Invoicing", "northwind", "Pending",
    )  # fmt: skip
    assert (lead.name, lead.email, lead.template_version) == ("Ada Lovelace", ADA["email"], template.current)
    assert [(answer["label"], answer["value"]) for answer in lead.answers] == [
        ("Team size", "12"),
        ("What do you need?", "Reminders\nand reports"),
        ("Plan", "Team"),
    ]
    assert (lead.source.kind, lead.source.name, lead.source.partner) == (Source.Kind.FORM, template.name, template.partner)
    assert [(entry.kind, entry.actor, entry.actor_name) for entry in lead.history.all()] == [
        ("received", None, "Hosted form “Ask for a demo”")
    ]


def test_a_distributor_sees_the_lead_of_its_marketplace(make_template, cast):
    Visitor(make_template(offerings=[("Aster Insights", "cedar-store")])).send()
    assert Lead.objects.get().distributor == cast.partners["cedar"]


def test_the_visitor_reads_the_partners_thanks_or_ours(visitor, template):
    url = visitor.send().url
    assert "What you sent has reached" in visitor.client.get(url).content.decode()
    redesign(template, thanks="Thank you!\n\nAna <b>calls</b> you.")
    page = visitor.client.get(url).content.decode()
    assert "Ana &lt;b&gt;calls&lt;/b&gt; you." in page
    assert "What you sent has reached" not in page


def test_the_page_needs_no_cookie_no_session_and_no_script(visitor):
    response = visitor.open()
    assert (dict(response.cookies), "<script" in response.content.decode()) == ({}, False)
    assert dict(visitor.send().cookies) == {}


def test_the_page_is_small_and_names_partner_form_and_product(visitor, template):
    page = visitor.open().content.decode()
    assert len(page) < 10_000
    for words in ("Aster Apps", template.name, "Aster Invoicing", "Team size"):
        assert words in page


def test_sending_it_twice_and_reloading_the_thanks_make_one_lead(visitor):
    first, second = visitor.send(), visitor.send()
    assert (first.status_code, second.status_code, first.url == second.url) == (303, 303, True)
    visitor.client.get(first.url)
    assert Lead.objects.count() == 1


def test_another_visitor_with_the_same_words_is_another_lead(template):
    Visitor(template).send()
    Visitor(template).send()
    assert Lead.objects.count() == 2


def test_what_is_corrected_after_going_back_is_not_lost(visitor):
    visitor.send()
    visitor.send(phone="+34 910 555 001")
    assert sorted(Lead.objects.values_list("phone", flat=True)) == ["", "+34 910 555 001"]


def test_wrong_answers_come_back_with_everything_typed_and_each_error_at_its_field(visitor):
    typed = {
        "first_name": "Ada", "last_name": " ", "email": "ada", "answer_size": "many", "answer_need": "<b>\nall",
        "answer_plan": "Gold",
    }  # fmt: skip
    response = visitor.send(typed)
    form = ShownForm(response)
    assert response.status_code == 422
    assert list(form.errors) == ["id_last_name", "id_email", "id_answer_size", "id_answer_plan"]
    assert "4 answers need another look:" in form.said
    kept = {name: form.values.get(name) for name in ("first_name", "email", "answer_size", "answer_need")}
    assert kept == {"first_name": "Ada", "email": "ada", "answer_size": "many", "answer_need": "<b>\nall"}
    assert 'id="id_email_error"' in response.content.decode()
    assert Lead.objects.count() == 0


def test_after_an_error_the_same_form_is_sent_and_still_counts_once(visitor):
    visitor.carried = ShownForm(visitor.send(answer_size="many")).values
    visitor.send()
    visitor.send()
    assert Lead.objects.count() == 1


def test_without_consent_nothing_is_kept(make_template):
    visitor = Visitor(make_template(consent="Write to me."))
    response = visitor.send()
    assert (response.status_code, list(ShownForm(response).errors)) == (422, ["id_consent"])
    visitor.send(consent="on")
    assert Lead.objects.get().answers[-1]["value"] == "Write to me."


def test_an_open_older_version_is_accepted_as_that_version(visitor, template):
    visitor.open()
    older = template.current
    redesign(template, fields=[FIELDS[1]])
    visitor.send(answer_need="As it was asked")
    lead = Lead.objects.get()
    assert (lead.template_version, [answer["label"] for answer in lead.answers]) == (older, ["Team size", "What do you need?"])


def test_whoever_opens_it_after_the_edit_gets_the_new_version(visitor, template):
    template = redesign(template, fields=[FIELDS[1]])
    visitor.send()
    assert (Lead.objects.get().template_version, Lead.objects.get().answers) == (template.current, [])


def test_a_retired_form_is_gone_for_those_who_have_it_open_too(visitor, template):
    visitor.open()
    retire_template(template, by="Ana", revision=template.revision)
    for response in (visitor.client.get(visitor.url), visitor.send()):
        assert response.status_code == 410
        assert "This form is closed" in response.content.decode()
    assert visitor.client.get(f"{visitor.url}thanks/").status_code == 200
    assert Lead.objects.count() == 0


def test_a_draft_and_an_unknown_form_are_not_there(make_template):
    draft = make_template(active=False)
    for slug in (draft.slug, "0" * 26, "demo"):
        for end in ("", "thanks/"):
            assert Client().get(f"/forms/{slug}/{end}").status_code == 404
            assert Client().post(f"/forms/{slug}/{end}", ADA).status_code == 404


def test_a_form_whose_products_are_offered_no_more_is_closed(visitor):
    visitor.open()
    Offering.objects.update(is_active=False)
    assert (visitor.client.get(visitor.url).status_code, visitor.send().status_code) == (410, 410)


@pytest.fixture
def several(make_template):
    return make_template(
        offerings=[("Aster Insights", "harbour"), ("Aster Insights", "cedar-store"), ("Rollout and Training", "harbour")]
    )


def key(cast, listing, marketplace):
    return f"{cast.listings[listing].reference}:{marketplace}"


def test_of_several_products_the_visitor_chooses_one(several, cast):
    visitor = Visitor(several)
    page = visitor.open().content.decode()
    assert "Aster Insights (Cedar Store)" in page
    assert list(ShownForm(visitor.send()).errors) == ["id_offering"]
    visitor.send(offering=key(cast, "Rollout and Training", "harbour"))
    assert (Lead.objects.get().listing.name, Lead.objects.get().marketplace.slug) == ("Rollout and Training", "harbour")


def test_products_of_other_forms_and_other_partners_are_refused(several, cast):
    visitor = Visitor(several)
    for wrong in (key(cast, "Aster Invoicing", "northwind"), key(cast, "Managed Backup", "harbour"), "x", "\x00"):
        assert list(ShownForm(visitor.send(offering=wrong)).errors) == ["id_offering"]
    assert Lead.objects.count() == 0


def test_an_address_can_name_the_product(several, cast):
    visitor = Visitor(several, f"?listing={cast.listings['Aster Insights'].reference}&marketplace=cedar-store&utm=1")
    form = ShownForm(visitor.open())
    assert "offering" in form.hidden
    visitor.send()
    assert (Lead.objects.get().listing.name, Lead.objects.get().marketplace.slug) == ("Aster Insights", "cedar-store")


@pytest.mark.parametrize("query", ["?listing=LS-0000-0000", "?marketplace=nowhere", "?listing=%00&x=y", "?email=eve@evil.example"])
def test_an_address_that_names_nothing_offered_here_fills_nothing_in(several, query):
    response = Visitor(several, query).open()
    form = ShownForm(response)
    assert (form.hidden, form.values.get("email")) == ({"token"}, "")
    assert "evil" not in response.content.decode()


def test_a_product_withdrawn_meanwhile_is_asked_for_again(several, cast):
    visitor = Visitor(several, f"?listing={cast.listings['Aster Insights'].reference}&marketplace=harbour")
    visitor.open()
    Offering.objects.filter(listing__name="Aster Insights", marketplace__slug="harbour").update(is_active=False)
    response = visitor.send()
    form = ShownForm(response)
    assert (response.status_code, list(form.errors), form.values["email"]) == (422, ["id_offering"], ADA["email"])
    visitor.carried = form.values
    assert visitor.send(offering=key(cast, "Rollout and Training", "harbour")).status_code == 303


@pytest.mark.parametrize(("method", "status"), [("head", 200), ("options", 200), ("put", 405), ("delete", 405), ("patch", 405)])
def test_other_methods_are_answered_sanely(visitor, method, status):
    response = getattr(visitor.client, method)(visitor.url)
    assert response.status_code == status
    if method != "head":
        assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_colleague_who_is_signed_in_meets_the_same_form(template, sign_in):
    client = sign_in("member@aster.example")
    response = client.get(f"/forms/{template.slug}/")
    assert "Ben Okafor" not in response.content.decode()
    typed = ShownForm(response).values | ADA
    assert client.post(f"/forms/{template.slug}/", typed).status_code == 303
    assert Lead.objects.get().history.get().actor is None
