"""The operators' administration as a whole: every model of ours, every page, nobody else."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from accounts.actions import invite
from leadhub.tests.receiving import receive_something
from leadhub.tests.selling import sell_something
from leads.actions import add_reason
from leads.importing.deciding import upload

OPERATOR, MEMBER = "operator@leadhub.example", "member@aster.example"
OURS = {model for model in apps.get_models() if Path(apps.get_app_config(model._meta.app_label).path).parent == settings.BASE_DIR}
MODELS = pytest.mark.parametrize("model", sorted(OURS, key=lambda model: model._meta.label), ids=lambda model: model._meta.label)
# What people and machines leave behind is read here, never made up and never taken away.
RECORDS = {
    "intake.Address",
    "intake.Delivery",
    "intake.Endpoint",
    "intake.Identity",
    "intake.ListingName",
    "intake.Outcome",
    "intake.Token",
    "leads.HistoryEntry",
    "leads.ImportPiece",
    "leads.Lead",
    "leads.LeadImport",
    "leads.LeadTemplate",
    "leads.Note",
    "leads.TemplateUse",
    "leads.TemplateVersion",
    "opportunities.Employment",
    "opportunities.Opportunity",
    "opportunities.OpportunityEntry",
    "opportunities.OpportunityLine",
    "opportunities.OpportunityNote",
    "opportunities.Order",
    "opportunities.OrderLine",
}
NEVER_ADDED = RECORDS | {"accounts.Invitation", "listings.Plan", "opportunities.CustomerCompany", "opportunities.CustomerUser"}
NEVER_DELETED = RECORDS | {"accounts.User"}


@pytest.fixture
def operator(sign_in, make_lead, make_template, cast):
    """Olga, in a database that has a row of every model."""
    invite("nia@aster.example", ["is_member"], by=cast.people["admin@aster.example"].memberships.get())
    make_template()
    lead = make_lead(last_name="Byron", listing="Aster Invoicing", marketplace="northwind", notes=["Wants a call."])
    receive_something(cast, lead)
    add_reason(cast.partners["aster"], "Competitor")
    sell_something(cast)
    place = cast.people[MEMBER].memberships.get()
    upload(io.BytesIO(b"Name\nAda Byron\n"), name="people.csv", membership=place, by=place.user)
    return sign_in(OPERATOR)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def pages_of(model):
    """All addresses that the administration has for a model, with its first row where one is needed."""
    row = model._default_manager.first().pk
    return [page(model, "changelist"), page(model, "add"), *(page(model, name, row) for name in ("change", "delete", "history"))]


def test_the_models_of_ours_and_no_others_are_registered():
    assert set(admin.site._registry) == OURS


@MODELS
def test_list_shows_every_row(operator, model):
    response = operator.get(page(model, "changelist"))
    assert response.status_code == 200
    assert response.context["cl"].result_count == model._default_manager.count()


@MODELS
def test_search_for_what_is_nowhere_finds_nothing(operator, model):
    response = operator.get(page(model, "changelist"), {"q": "no such thing"})
    assert response.status_code == 200
    assert list(response.context["cl"].result_list) == []


@MODELS
def test_every_filter_and_every_order_answers(operator, model):
    shown = operator.get(page(model, "changelist")).context["cl"]
    links = [choice["query_string"] for spec in shown.filter_specs for choice in spec.choices(shown)]
    orders = [f"?o={sign}{number}" for number in range(1, len(shown.list_display)) for sign in ("", "-")]
    answers = {link: operator.get(page(model, "changelist") + link).status_code for link in links + orders}
    assert set(answers.values()) == {200}, answers


@MODELS
def test_every_row_opens(operator, model):
    answers = {row.pk: operator.get(page(model, "change", row.pk)).status_code for row in model._default_manager.all()}
    assert set(answers.values()) == {200}, answers


@MODELS
def test_add_form_opens_where_adding_is_allowed(operator, model):
    assert operator.get(page(model, "add")).status_code == (403 if model._meta.label in NEVER_ADDED else 200)


@MODELS
def test_people_leads_templates_notes_and_history_cannot_be_deleted(operator, model):
    row = model._default_manager.first()
    may_delete = model._meta.label not in NEVER_DELETED
    assert operator.get(page(model, "delete", row.pk)).status_code == (200 if may_delete else 403)
    assert ("delete_selected" in operator.get(page(model, "changelist")).content.decode()) == may_delete


@MODELS
def test_partner_staff_are_refused_every_page_in_words(operator, sign_in, model):
    member = sign_in(MEMBER)
    answers = {url: member.get(url, follow=True) for url in pages_of(model)}
    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert all("The administration is for operators." in answer.content.decode() for answer in answers.values())


@MODELS
def test_visitors_are_sent_to_sign_in_and_come_back(operator, client, model):
    for url in pages_of(model):
        assert client.get(url, follow=True).redirect_chain[-1] == (f"{reverse('account_login')}?next={url}", 302)


def test_there_is_no_second_sign_in_form(client, cast):
    answer = client.post(reverse("admin:login"), {"username": OPERATOR, "password": "leadhub-demo"})
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next=/admin/")
    assert client.get("/admin/").status_code == 302


def test_operators_sign_in_on_the_same_page_as_everybody(client, cast):
    answer = client.post(f"{reverse('account_login')}?next=/admin/", {"login": OPERATOR, "password": "leadhub-demo"})
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_guessing_an_operators_password_is_throttled(client, cast, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"}}
    sign_in_page = f"{reverse('account_login')}?next=/admin/"
    for guess in range(12):
        client.post(sign_in_page, {"login": OPERATOR, "password": f"guess {guess}"})
    client.post(sign_in_page, {"login": OPERATOR, "password": "leadhub-demo"})
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(("wanted", "lands"), [("/admin/leads/lead/", "/admin/leads/lead/"), ("https://evil.example/", "/admin/")])
def test_who_is_signed_in_goes_where_they_wanted_on_this_site_only(sign_in, wanted, lands):
    assert sign_in(OPERATOR).get(reverse("admin:login"), {"next": wanted}).url == lands


def test_signing_out_and_changing_the_password_happen_on_leadhubs_pages(sign_in):
    operator = sign_in(OPERATOR)
    assert operator.get(reverse("admin:password_change")).url == reverse("account_change_password")
    assert operator.post(reverse("admin:logout")).url == reverse("account_login")
    assert operator.get("/admin/").status_code == 302


def test_an_operator_who_is_switched_off_is_out_at_once(sign_in, cast):
    operator = sign_in(OPERATOR)
    type(cast.people[OPERATOR]).objects.filter(email=OPERATOR).update(is_active=False)
    assert operator.get("/admin/").status_code == 302


def test_pages_carry_leadhubs_name_and_the_way_back(sign_in):
    shown = sign_in(OPERATOR).get("/admin/").content.decode()
    assert "<title>Administration | LeadHub administration</title>" in shown
    assert '<a href="/admin/">LeadHub</a>' in shown
    assert '<a href="/">View site</a>' in shown
    assert "Django" not in shown


def test_a_notice_of_the_leads_page_reads_as_a_sentence_here_too(operator, sign_in, cast):
    person = cast.people[MEMBER]
    type(person).objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
    both, lead = sign_in(MEMBER), apps.get_model("leads.Lead").objects.get()
    both.post(reverse("lead_delete", args=[lead.reference]), {"version": lead.version})
    assert '<li class="success">Byron is deleted.</li>' in both.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("created_at__year=-1", "This address asks for a year that no calendar has."),
        ("created_at__year__gte=0", "This address asks for a year that no calendar has."),
        ("created_at__iso_year=99999", "This address asks for a year that no calendar has."),
        ("follow_up_on__year=next", "This address asks for a year that no calendar has."),
        ("first_name__regex=(", "The administration does not search by patterns."),
        ("q=%00", "This address holds a character that nothing can hold."),
    ],
)
def test_what_no_database_can_be_asked_is_refused_in_words(operator, query, words):
    answer = operator.get(f"/admin/leads/lead/?{query}")
    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize("year", ["1", "2026", "9999"])
def test_a_year_of_the_calendar_is_asked(operator, year):
    assert operator.get(f"/admin/leads/lead/?created_at__year={year}").status_code == 200
