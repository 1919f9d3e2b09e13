"""Adding and editing users and companies, through real requests."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from opportunities.models import CustomerCompany, CustomerUser, Opportunity

ADD_USER, ADD_COMPANY = "/customers/users/add/", "/customers/companies/add/"
NIA = {"name": "Nia Owusu", "email": "nia@new.example", "phone": "+44 20 7946 0000", "job_title": "Buyer"}
STRANGE = ["محمد العربي", "🚀 Raketen 🧑‍🚀", "=cmd|'/c calc'!A1", "<script>alert(1)</script>", "O'Brien; DROP TABLE"]


@pytest.fixture
def member(sales, sign_in):
    return sign_in("member@aster.example")


def form_of(user, **changes):
    fields = {name: getattr(user, name) for name in ("name", "email", "phone", "job_title", "version")}
    return fields | {"companies": [company.reference for company in user.companies.all()]} | changes


def errors_on(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# --- users ----------------------------------------------------------------------------------------


def test_a_user_is_added_with_companies_and_their_page_opens(member, sales):
    companies = [sales.companies[name].reference for name in ("Colina Verde", "Grimaldi & Figli")]
    response = member.post(ADD_USER, NIA | {"companies": companies})
    user = CustomerUser.objects.get(email="nia@new.example")
    assert (response.status_code, response.url) == (303, user.url)
    assert (user.name, user.phone, user.job_title, user.seller.slug) == ("Nia Owusu", "+44 20 7946 0000", "Buyer", "aster")
    assert {company.name for company in user.companies.all()} == {"Colina Verde", "Grimaldi & Figli"}
    assert "Nia Owusu is saved." in member.get(response.url).content.decode()


def test_a_user_may_be_in_no_company(member):
    assert member.post(ADD_USER, NIA).status_code == 303
    assert CustomerUser.objects.get(email="nia@new.example").companies.count() == 0


def test_a_companys_page_leads_to_a_new_user_of_it(member, sales):
    company = sales.companies["Colina Verde"]
    shown = member.get(f"{ADD_USER}?company={company.reference}").context["form"]
    assert [chosen.name for chosen in shown.chosen] == ["Colina Verde"]
    assert member.get(f"{ADD_USER}?company=CC-0000-0000").context["form"].chosen == []


def test_looking_for_a_company_keeps_what_was_typed_and_ticked_and_saves_nothing(member, sales):
    ticked = sales.companies["Colina Verde"].reference
    typed = {"name": "Nia", "email": "not yet", "phone": "5", "job_title": "", "companies": [ticked], "looked_for": "gri"}
    response = member.post(ADD_USER, typed | {"look": "1"})
    form = response.context["form"]
    assert response.status_code == 200
    assert [company.name for company in form.chosen] == ["Colina Verde"]
    assert [company.name for company in form.found] == ["Grimaldi & Figli", "Van der Griend Bouw"]
    assert [form[name].value() for name in ("name", "email", "phone", "job_title")] == ["Nia", "not yet", "5", ""]
    assert form.errors == {}
    assert not CustomerUser.objects.filter(name="Nia").exists()


def test_enter_in_the_company_search_looks_and_does_not_save(member):
    response = member.post(ADD_USER, NIA | {"looked_for": "verde", "answered": ""})
    assert [company.name for company in response.context["form"].found] == ["Colina Verde"]
    assert not CustomerUser.objects.filter(email="nia@new.example").exists()
    assert member.post(ADD_USER, NIA | {"looked_for": "verde", "answered": "verde"}).status_code == 303


def test_without_a_search_the_latest_companies_are_offered(member):
    found = member.get(ADD_USER).context["form"].found
    assert [company.name for company in found][:2] == ["Colina Verde", "Hafen Logistik GmbH"]


def test_a_known_email_is_said_at_the_field_with_a_link_to_that_user(member, sales):
    response = member.post(ADD_USER, NIA | {"email": "PAOLA@Grimaldi.Example"})
    assert (response.status_code, errors_on(response)) == (422, {"email": ["There is a user with this e-mail already."]})
    body = response.content.decode()
    assert f'<a href="{sales.users["paola@grimaldi.example"].url}">' in body
    assert 'value="Nia Owusu"' in body


def test_another_partner_may_have_a_user_of_the_same_email(sales, sign_in):
    assert sign_in("member@birch.example").post(ADD_USER, NIA | {"email": "paola@grimaldi.example"}).status_code == 303
    assert CustomerUser.objects.filter(email="paola@grimaldi.example").count() == 2


def test_a_reseller_who_enters_a_known_email_is_linked_and_changes_nothing(sales, sign_in):
    paola, reseller = sales.users["paola@grimaldi.example"], sign_in("reseller@dahlia.example")
    assert reseller.get(paola.url).status_code == 404
    response = reseller.post(ADD_USER, NIA | {"email": "Paola@grimaldi.example"})
    assert (response.status_code, response.url) == (303, paola.url)
    page = reseller.get(paola.url).content.decode()
    assert "was known already" in page
    assert "Grimaldi &amp; Figli" not in page
    paola.refresh_from_db()
    assert (paola.name, paola.phone, paola.version) == ("Paola Grimaldi", "+39 06 555 0101", 1)
    assert reseller.get(sales.users["enzo@grimaldi.example"].url).status_code == 404


def test_what_a_reseller_adds_is_its_parents_and_its_own(sales, sign_in):
    reseller = sign_in("reseller@dahlia.example")
    reseller.post(ADD_USER, NIA)
    reseller.post(ADD_COMPANY, {"name": "Elder & Sons"})
    for model in (CustomerUser, CustomerCompany):
        made = model.objects.latest("pk")
        assert (made.seller.slug, [partner.slug for partner in made.resellers.all()]) == ("aster", ["dahlia"])
        assert reseller.get(made.url).status_code == sign_in("member@aster.example").get(made.url).status_code == 200


def test_a_reseller_who_takes_an_unseen_users_email_is_told_but_not_whose(sales, sign_in):
    reseller = sign_in("reseller@dahlia.example")
    reseller.post(ADD_USER, NIA)
    nia = CustomerUser.objects.get(email="nia@new.example")
    response = reseller.post(f"{nia.url}edit/", form_of(nia, email="paola@grimaldi.example"))
    assert errors_on(response) == {"email": ["There is a user with this e-mail already."]}
    assert "Paola Grimaldi" not in response.content.decode()


def test_a_reseller_takes_away_no_company_that_it_does_not_see(sales, sign_in, make_opportunity):
    ingrid = sales.users["ingrid@vandergriend.example"]
    make_opportunity(by="reseller@dahlia.example", user=ingrid.email, company="Hafen Logistik GmbH")
    assert sign_in("reseller@dahlia.example").post(f"{ingrid.url}edit/", form_of(ingrid, companies=[])).status_code == 303
    assert [company.name for company in ingrid.companies.all()] == ["Van der Griend Bouw"]


@pytest.mark.parametrize("whose", ["unknown", "birch", "nonsense", "\0"])
def test_a_company_that_is_not_theirs_is_not_a_choice(member, sales, sign_in, whose):
    sign_in("member@birch.example").post(ADD_COMPANY, {"name": "Of Birch"})
    theirs = CustomerCompany.objects.get(name="Of Birch").reference
    sent = {"unknown": "CC-0000-0000", "birch": theirs}.get(whose, whose)
    response = member.post(ADD_USER, NIA | {"companies": [sent, sales.companies["Colina Verde"].reference]})
    assert (response.status_code, errors_on(response)) == (
        422, {"companies": ["One of these companies is not there any more. Choose again."]},
    )  # fmt: skip
    assert [company.name for company in response.context["form"].chosen] == ["Colina Verde"]
    assert not CustomerUser.objects.filter(email="nia@new.example").exists()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": " "}, {"name": ["Fill this in."]}),
        ({"name": "x" * 10_000}, {"name": ["A name has at most 255 characters; this one has 10000."]}),
        ({"name": "x\0y"}, {"name": ["The name has a character that cannot be kept. Type it anew."]}),
        ({"email": ""}, {"email": ["Fill this in."]}),
        ({"email": "nobody"}, {"email": ["This does not look like an e-mail address."]}),
        ({"email": "\0@x.example"}, {"email": ["This does not look like an e-mail address.", "Null characters are not allowed."]}),
        ({"phone": "1" * 10_000}, {"phone": ["This can have 255 characters; it has 10000."]}),
        ({"job_title": "x" * 256}, {"job_title": ["This can have 255 characters; it has 256."]}),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_everything_typed_is_kept(member, changes, wrong):
    response = member.post(ADD_USER, NIA | changes)
    assert (response.status_code, errors_on(response)) == (422, wrong)
    form = response.context["form"]
    assert {name: form[name].value() for name in NIA} == NIA | changes
    assert not CustomerUser.objects.filter(email=NIA["email"]).exists()


@pytest.mark.parametrize("text", STRANGE)
def test_any_name_is_kept_as_it_was_typed_and_shown_as_text(member, text):
    response = member.post(ADD_USER, NIA | {"name": text, "job_title": text})
    user = CustomerUser.objects.get(email=NIA["email"])
    assert (user.name, user.job_title) == (text, text)
    for path in (response.url, f"{response.url}edit/", "/customers/users/"):
        page = member.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_an_edit_is_stored_and_opportunities_follow_the_name(member, sales, make_opportunity):
    opportunity, paola = make_opportunity(), sales.users["paola@grimaldi.example"]
    colina = sales.companies["Colina Verde"]
    response = member.post(f"{paola.url}edit/", form_of(paola, name="Paola Conti", companies=[colina.reference]))
    assert (response.status_code, response.url) == (303, paola.url)
    paola.refresh_from_db()
    assert (paola.name, paola.version, [company.name for company in paola.companies.all()]) == ("Paola Conti", 2, ["Colina Verde"])
    opportunity.refresh_from_db()
    assert (opportunity.user_name, Opportunity.objects.matching("conti").get()) == ("Paola Conti", opportunity)


@pytest.mark.parametrize("version", ["1", "", "nonsense", "9" * 30])
def test_whoever_was_slower_is_told_and_keeps_what_they_typed(member, sales, version):
    paola = sales.users["paola@grimaldi.example"]
    member.post(f"{paola.url}edit/", form_of(paola, phone="+39 1"))
    response = member.post(f"{paola.url}edit/", form_of(paola, name="Paola Conti", version=version))
    assert response.status_code == 409
    body = response.content.decode()
    assert "Paola Grimaldi was changed in the meantime. Your change was not made." in body
    assert 'value="Paola Conti"' in body
    assert "+39 1" in body
    assert "<dt>Companies</dt><dd><bdi>Grimaldi &amp; Figli</bdi></dd>" in body
    # With what is there now in view, saving again is meant.
    again = form_of(paola, name="Paola Conti", version=response.context["form"]["version"].value())
    assert member.post(f"{paola.url}edit/", again).status_code == 303
    paola.refresh_from_db()
    assert (paola.name, paola.phone) == ("Paola Conti", "+39 06 555 0101")


def test_a_double_click_on_save_is_one_change(member, sales):
    paola = sales.users["paola@grimaldi.example"]
    sent = form_of(paola, name="Paola Conti")
    assert [member.post(f"{paola.url}edit/", sent).status_code for _ in range(2)] == [303, 303]
    paola.refresh_from_db()
    assert (paola.name, paola.version) == ("Paola Conti", 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_email_at_once_one_wins_and_the_other_is_told(sales, sign_in):
    clients, start, answers = [sign_in("member@aster.example"), sign_in("admin@aster.example")], Barrier(2), []

    def add(client, name):
        start.wait()
        try:
            answers.append(client.post(ADD_USER, NIA | {"name": name}))
        finally:
            connection.close()

    threads = [Thread(target=add, args=pair) for pair in zip(clients, ("Nia", "Nina"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (303, 422)
    assert CustomerUser.objects.get(email=NIA["email"]).url == won.url
    body = lost.content.decode()
    assert "There is a user with this e-mail already." in body
    assert f'href="{won.url}"' in body


# --- companies ------------------------------------------------------------------------------------


def test_a_company_is_added_and_edited(member):
    response = member.post(ADD_COMPANY, {"name": "Elder & Sons", "country": "Ireland", "website": "www.elder.example"})
    company = CustomerCompany.objects.get(name="Elder & Sons")
    assert (response.status_code, response.url) == (303, company.url)
    assert (company.country, company.website, company.seller.slug) == ("Ireland", "https://www.elder.example", "aster")
    response = member.post(f"{company.url}edit/", {"name": "Elder Ltd", "country": "", "website": "", "version": 1})
    company.refresh_from_db()
    assert (response.status_code, company.name, company.country, company.website) == (303, "Elder Ltd", "", "")


def test_companies_may_share_a_name_but_a_double_click_makes_one(member):
    for country in ("Germany", "Germany", "Austria"):
        assert member.post(ADD_COMPANY, {"name": "Müller GmbH", "country": country}).status_code == 303
    assert sorted(CustomerCompany.objects.filter(name="Müller GmbH").values_list("country", flat=True)) == ["Austria", "Germany"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, {"name": ["Fill this in."]}),
        ({"name": "x" * 10_000}, {"name": ["A name has at most 255 characters; this one has 10000."]}),
        ({"country": "x" * 10_000}, {"country": ["This can have 255 characters; it has 10000."]}),
        (
            {"website": "javascript:alert(1)"},
            {"website": ["This does not look like a web address, as in https://www.example.com."]},
        ),
        ({"website": "ftp://x.example"}, {"website": ["This does not look like a web address, as in https://www.example.com."]}),
        ({"website": "http://["}, {"website": ["This does not look like a web address, as in https://www.example.com."]}),
    ],
)
def test_what_is_wrong_with_a_company_stands_at_its_field(member, changes, wrong):
    response = member.post(ADD_COMPANY, {"name": "Elder", "country": "", "website": ""} | changes)
    assert (response.status_code, errors_on(response)) == (422, wrong)
    assert not CustomerCompany.objects.filter(name="Elder").exists()


def test_a_company_that_was_changed_meanwhile_is_answered_409(member, sales):
    company = sales.companies["Colina Verde"]
    member.post(f"{company.url}edit/", {"name": "Colina Azul", "version": 1})
    response = member.post(f"{company.url}edit/", {"name": "Colina Roja", "version": 1})
    assert response.status_code == 409
    assert "Colina Azul was changed in the meantime." in response.content.decode()
    company.refresh_from_db()
    assert company.name == "Colina Azul"


# --- who ------------------------------------------------------------------------------------------


def test_viewers_are_refused_with_the_reason_and_see_no_buttons(sales, sign_in):
    viewer, user = sign_in("viewer@aster.example"), sales.users["paola@grimaldi.example"]
    for path in (ADD_USER, ADD_COMPANY, f"{user.url}edit/", f"{sales.companies['Colina Verde'].url}edit/"):
        for response in (viewer.get(path), viewer.post(path, NIA)):
            assert response.status_code == 403
            assert "Viewers can read customers but not change them." in response.content.decode()
    page = viewer.get(user.url).content.decode()
    assert "/edit/" not in page
    assert "Viewers can read customers but not change them." in page
