"""**Create Lead** (C-20): product → marketplace → the template's form → Summary, by plain requests."""

import pytest

from leads.actions import Design, activate_template, edit_template, retire_template
from leads.answers.types import TemplateField
from leads.models import Lead, LeadTemplate, Source
from leads.tests.forms_shown import ShownForm
from listings.models import Listing, Offering

URL = "/leads/create/"
ADA = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@lovelace.example"}
NOT_YOURS = "The product asked for is not one that you can create leads for. Choose one of these."
SIZE = TemplateField("size", "Team size", "number", required=True)
MODULES = TemplateField("modules", "Modules", "choices", choices=("Invoices", "Reports"))


class Wizard:
    """A person at the wizard: every step sends what the page before carried, and one of its buttons."""

    def __init__(self, client, cast):
        self.client, self.cast, self.response, self.form = client, cast, None, None

    def look(self, response):
        self.response, self.form = response, ShownForm(response) if response.content else None
        return response

    def open(self, listing=None, marketplace=None, **query):
        if listing:
            query["listing"] = self.cast.listings[listing].reference
        if marketplace:
            query["marketplace"] = marketplace
        return self.look(self.client.get(URL, query))

    def press(self, step, **typed):
        return self.look(self.client.post(URL, {**self.form.values, **typed, "step": step}))

    @property
    def step(self):
        page = self.response.content.decode()
        return page.split('aria-current="step"')[1].split('class="name">')[1].split("<")[0]


@pytest.fixture
def wizard(sign_in, cast):
    return Wizard(sign_in("member@aster.example"), cast)


def edit(template, **changes):
    template = LeadTemplate.objects.with_form().get(pk=template.pk)
    design = Design.of(template)
    for name, value in changes.items():
        setattr(design, name, value)
    edit_template(template, design, by="Ana", revision=template.revision)
    return template


# --- The steps ---


def test_the_product_leads_to_its_marketplaces_and_those_to_the_form(wizard):
    wizard.open()
    assert wizard.step == "Product"
    for listing in ("Aster Invoicing (App)", "Rollout and Training (Service)"):
        assert listing in wizard.form.said
    assert "Managed Backup (Service)" not in wizard.form.said
    wizard.open("Aster Invoicing", step="marketplace")
    assert wizard.step == "Marketplace"
    assert [name for name in wizard.form.said if name in ("Harbour Cloud Store", "Northwind Marketplace", "Cedar Store")] == [
        "Harbour Cloud Store",
        "Northwind Marketplace",
    ]
    wizard.open("Aster Invoicing", "northwind", step="form")
    assert wizard.step == "Details"
    assert list(wizard.form.values)[-5:] == ["first_name", "last_name", "company", "email", "phone"]


def test_an_address_that_names_both_opens_the_form(wizard):
    wizard.open("Aster Invoicing", "northwind")
    assert (wizard.step, wizard.response.status_code) == ("Details", 200)


def test_a_single_choice_is_made_already_and_still_shown(wizard):
    Offering.objects.exclude(listing__name="Aster Insights", marketplace__slug="harbour").update(is_active=False)
    wizard.open()
    assert wizard.form.values["listing"] == wizard.cast.listings["Aster Insights"].reference
    wizard.open("Aster Insights", step="marketplace")
    assert wizard.form.values["marketplace"] == "harbour"


@pytest.mark.parametrize(
    ("query", "step", "words"),
    [
        ({"step": "marketplace"}, "Product", "Choose a product first."),
        ({"listing": "LS-0000-0000"}, "Product", NOT_YOURS),
        ({"listing": "\x00"}, "Product", NOT_YOURS),
        ({"listing": "Managed Backup"}, "Product", NOT_YOURS),
        ({"listing": "Aster Invoicing", "step": "form"}, "Marketplace", "Choose a marketplace first."),
        (
            {"listing": "Aster Invoicing", "marketplace": "cedar-store"}, "Marketplace",
            "Aster Invoicing is not offered on the marketplace asked for. Choose one of these.",
        ),
        (
            {"listing": "Aster Invoicing", "marketplace": "100%s", "step": "form"}, "Marketplace",
            "Aster Invoicing is not offered on the marketplace asked for. Choose one of these.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_choice_gets_a_sentence_and_the_step_again(wizard, query, step, words):
    if listing := wizard.cast.listings.get(query.get("listing")):
        query = {**query, "listing": listing.reference}
    wizard.look(wizard.client.get(URL, query))
    assert (wizard.response.status_code, wizard.step, words in wizard.form.said) == (422, step, True)


def test_what_is_not_offered_now_is_no_choice(wizard):
    Offering.objects.filter(listing__name="Aster Invoicing").update(is_active=False)
    wizard.open()
    assert "Aster Invoicing (App)" not in wizard.form.said
    assert wizard.open("Aster Invoicing", "northwind").status_code == 422


def test_many_products_are_a_list_to_open(wizard, cast):
    for number in range(12):
        listing = Listing.objects.create(partner=cast.partners["aster"], name=f"Extra {number:02}", kind="app")
        Offering.objects.create(listing=listing, marketplace=cast.marketplaces["harbour"])
    page = wizard.open().content.decode()
    assert '<select name="listing"' in page
    assert wizard.client.get(URL, {"step": "marketplace", "listing": listing.reference}).status_code == 200


# --- The lead ---


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
    edit(template, fields=[MODULES])
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


# --- Back ---


def test_back_keeps_what_was_typed_through_every_step(wizard, make_template):
    make_template(fields=[SIZE, MODULES])
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("marketplace", **ADA, answer_size="many", answer_modules=["Invoices", "Reports"])
    assert (wizard.step, wizard.form.values["marketplace"]) == ("Marketplace", "northwind")
    wizard.press("product", answer_modules=["Invoices", "Reports"])
    assert (wizard.step, wizard.form.values["listing"]) == ("Product", wizard.cast.listings["Aster Invoicing"].reference)
    wizard.press("marketplace", answer_modules=["Invoices", "Reports"])
    wizard.press("form", answer_modules=["Invoices", "Reports"])
    kept = {name: wizard.form.values[name] for name in (*ADA, "answer_size")}
    assert (wizard.step, kept) == ("Details", ADA | {"answer_size": "many"})
    assert wizard.response.content.decode().count(" checked") == 2


def test_what_another_products_form_does_not_ask_is_carried_past_it(wizard, make_template):
    make_template(fields=[SIZE])
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("marketplace", **ADA, answer_size="12")
    wizard.press("form", marketplace="harbour")
    assert ("answer_size" in wizard.form.hidden, wizard.form.values["last_name"]) == (True, "Lovelace")
    wizard.press("marketplace")
    wizard.press("form", marketplace="northwind")
    assert ("answer_size" in wizard.form.hidden, wizard.form.values["answer_size"]) == (False, "12")


def test_another_product_asks_for_its_own_marketplace(wizard):
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("product", **ADA)
    wizard.press("marketplace", listing=wizard.cast.listings["Aster Insights"].reference)
    assert (wizard.step, wizard.response.status_code, "marketplace" in wizard.form.values) == ("Marketplace", 200, False)


def test_nothing_typed_ever_stands_in_an_address(wizard):
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("marketplace", **ADA)
    assert '<form class="box" method="post"' in wizard.response.content.decode()
    wizard.open("Aster Invoicing", step="marketplace")
    assert '<form class="box" method="get"' in wizard.response.content.decode()


# --- Summary ---


def test_the_summary_names_the_lead_and_opens_links_in_new_windows(wizard):
    wizard.open("Aster Invoicing", "northwind")
    url = wizard.press("create", **ADA).url
    wizard.look(wizard.client.get(url))
    lead, listing = Lead.objects.get(), wizard.cast.listings["Aster Invoicing"].reference
    assert wizard.step == "Summary"
    assert [link for link in wizard.form.links if link[1].endswith("(opens in a new window)")] == [
        (lead.url, f"{lead.reference} (opens in a new window)"),
        (f"/leads/?listing={listing}", "Aster Invoicing (opens in a new window)"),
        ("/leads/?marketplace=northwind", "Northwind Marketplace (opens in a new window)"),
    ]
    page = wizard.response.content.decode()
    assert page.count('target="_blank" rel="noopener"') == 3
    assert f'<a class="button primary" href="{lead.url}">Go to Details</a>' in page
    assert '<a class="button" href="/leads/">Close</a>' in page
    assert {"Ada Lovelace", "New"} <= set(wizard.form.said)


def test_a_strangers_summary_is_not_there(wizard, make_lead):
    assert wizard.client.get(f"/leads/create/{make_lead(partner='birch').reference}/").status_code == 404


# --- Who may ---


def test_a_distributors_staff_create_leads_that_the_vendor_owns(sign_in, cast):
    wizard = Wizard(sign_in("manager@cedar.example"), cast)
    wizard.open()
    assert "Cloud Readiness Assessment (Service, Birch Services)" in wizard.form.said
    assert "Aster Invoicing (App, Aster Apps)" not in wizard.form.said
    assert wizard.open("Aster Insights", "harbour").status_code == 422
    wizard.open("Aster Insights", "cedar-store")
    url = wizard.press("create", **ADA).url
    lead = Lead.objects.get()
    assert (lead.partner.slug, lead.distributor.slug, lead.source.partner.slug) == ("aster", "cedar", "cedar")
    assert wizard.client.get(url).status_code == 200
    assert "Created by <bdi>Ines Keller</bdi> as <b>New</b>" in wizard.client.get(lead.url).content.decode()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("viewer@aster.example", "Viewers can read leads but not change or export them."),
        ("reseller@dahlia.example", "Leads for listings of Aster Apps belong to Aster Apps, and Dahlia Resale would not see them."),
    ],
)
def test_whoever_may_not_is_told_why_and_sees_no_button(sign_in, cast, email, words):
    client = sign_in(email)
    typed = ADA | {"step": "create", "listing": cast.listings["Aster Invoicing"].reference, "marketplace": "northwind"}
    for response in (client.get(URL), client.post(URL, typed)):
        assert (response.status_code, words in response.content.decode()) == (403, True)
    assert "Create Lead" not in client.get("/leads/").content.decode()
    assert Lead.objects.count() == 0


@pytest.mark.parametrize(
    "email", ["member@aster.example", "sales@aster.example", "manager@cedar.example", "resellers@aster.example"]
)
def test_whoever_may_finds_the_button_on_the_leads_page(sign_in, email):
    assert (URL, "Create Lead") in ShownForm(sign_in(email).get("/leads/")).links


def test_with_nothing_offered_administrators_are_sent_to_the_listings_and_others_to_them(sign_in):
    Offering.objects.update(is_active=False)
    page = sign_in("admin@aster.example").get(URL).content.decode()
    assert 'href="/settings/listings/">Go to Listings</a>' in page
    page = sign_in("member@aster.example").get(URL).content.decode()
    assert "Ask an administrator of <bdi>Aster Apps</bdi>" in page
    assert "Go to Listings" not in page


def test_the_form_does_not_offer_the_persons_own_details(wizard):
    page = wizard.open("Aster Invoicing", "northwind").content.decode()
    assert page.count('autocomplete="off"') == 5
    assert 'autocomplete="email"' not in page
