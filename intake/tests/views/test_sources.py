"""Sources in the settings: listed, added, edited, and an address that is shown once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tests.reading import problems, told
from intake.models import Address, Delivery, Endpoint
from leads.models import Lead, Source

ADMIN, LIST = "admin@aster.example", "/settings/sources/"
TYPED = {"name": "Contoso Store", "format": "own", "window_hours": "24", "is_on": "on"}


@pytest.fixture
def admin(sign_in):
    return sign_in(ADMIN)


def url(endpoint, *parts):
    return "".join([LIST, f"{endpoint.reference}/", *(f"{part}/" for part in parts)])


def as_it_is(endpoint, **fields):
    return {**TYPED, "name": endpoint.source.name, "format": endpoint.format, "version": endpoint.version, **fields}


def page_of(response):
    return response.content.decode()


# --- the list -------------------------------------------------------------------------------------


def test_list_shows_ones_own_sources_how_they_do_and_the_other_ways_in(admin, make_endpoint, send, make_lead):
    make_lead(last_name="Byron")  # by a source without an address: “Test marketplace”
    mine = make_endpoint("own", name="Contoso Store")
    send(mine, "{")
    send(make_endpoint("own", partner="birch", name="Of Birch"), "{")
    page = admin.get(LIST)
    assert [(one, one.health.in_quarantine) for one in page.context["endpoints"]] == [(mine, 1)]
    assert [source.name for source in page.context["others"]] == ["Test marketplace"]
    assert "No lead yet" in page_of(page)
    assert f'href="{url(mine, "deliveries")}?state=quarantined"' in page_of(page)


def test_list_costs_the_same_for_one_source_and_for_thirty(admin, make_endpoint, queries_of):
    make_endpoint("own")
    admin.get(LIST)
    _page, before = queries_of(admin.get, LIST)
    for number in range(29):
        make_endpoint("own", name=f"Source {number}")
    page, after = queries_of(admin.get, LIST)
    assert (len(page.context["endpoints"]), after) == (30, before)


@pytest.mark.parametrize("email", ["member@aster.example", "viewer@aster.example"])
def test_colleagues_are_refused_with_the_reason(sign_in, make_endpoint, email):
    endpoint, client = make_endpoint("own"), sign_in(email)
    for answer in (client.get(LIST), client.get(url(endpoint)), client.post(url(endpoint, "test"))):
        assert (answer.status_code, "Settings are for administrators." in page_of(answer)) == (403, True)
    assert Delivery.objects.count() == 0


def test_anothers_source_is_not_there(admin, make_endpoint):
    theirs = make_endpoint("own", partner="birch")
    answers = [admin.get(url(theirs)), admin.get(url(theirs, "edit")), admin.post(url(theirs, "edit"), TYPED)]
    answers += [admin.post(url(theirs, *parts)) for parts in (["test"], ["addresses", "new"], ["addresses", "close"])]
    answers += [admin.get(url(theirs, "names")), admin.get(url(theirs, "deliveries"))]
    assert [answer.status_code for answer in answers] == [404] * 8


# --- adding and editing ---------------------------------------------------------------------------


def test_a_source_is_added_and_its_address_is_shown_once_and_opens(admin, client):
    answer = admin.post(f"{LIST}add/", TYPED)
    endpoint = Endpoint.objects.get()
    assert (answer.status_code, answer.url) == (303, url(endpoint))
    cookie = answer.cookies["source_address"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (url(endpoint), True, "Strict")
    first, second = admin.get(url(endpoint)), admin.get(url(endpoint))
    address = first.context["fresh"]
    assert address == f"http://testserver/intake/{cookie.value}/"
    assert (first.headers["Cache-Control"], page_of(first).count(address) > 0) == ("no-store", True)
    assert (second.context["fresh"], cookie.value in page_of(second)) == ("", False)
    assert f"curl {address}" in first.context["curl"]
    assert "curl http://testserver/intake/the-secret-address/" in second.context["curl"]
    assert client.post(address, b'{"last_name": "Byron"}', content_type="application/json").status_code == 202
    assert Lead.objects.get().source.name == "Contoso Store"


def test_the_secret_is_in_no_log_and_no_table(admin, caplog, capsys):
    secret = admin.post(f"{LIST}add/", TYPED).cookies["source_address"].value
    admin.get(url(Endpoint.objects.get()))
    assert secret not in caplog.text + "".join(capsys.readouterr())
    assert secret not in str(list(Address.objects.values()) + list(Endpoint.objects.values()) + list(Source.objects.values()))


def test_anothers_address_in_the_cookie_is_not_shown(admin, make_endpoint):
    mine, theirs = make_endpoint("own"), make_endpoint("own", partner="birch")
    admin.cookies["source_address"] = theirs.secret
    assert admin.get(url(mine)).context["fresh"] == ""


def test_a_second_click_on_add_says_that_the_name_is_taken_and_leads_there(admin):
    admin.post(f"{LIST}add/", TYPED)
    answer = admin.post(f"{LIST}add/", TYPED)
    assert answer.status_code == 422
    assert problems(answer) == {"name": ["You have a source of this name already: Contoso Store."]}
    assert f'href="{url(Endpoint.objects.get())}"' in page_of(answer)


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({"name": ""}, {"name": ["Fill this in."]}),
        ({"format": "fax"}, {"format": ["Choose one of these."]}),
        ({"format": ""}, {"format": ["Choose one of these."]}),
        ({"window_hours": "0"}, {"window_hours": ["At least one hour."]}),
        ({"window_hours": "9999999"}, {"window_hours": ["At most 8784 hours, which is a year."]}),
        ({"window_hours": "a day"}, {"window_hours": ["Write whole hours, such as 24."]}),
        ({"marketplace": "moon"}, {"marketplace": ["This one is not there any more. Choose again."]}),
        ({"listing": "LS-0000-0000"}, {"listing": ["This one is not there any more. Choose again."]}),
    ],
)
def test_wrong_input_comes_back_with_a_sentence_and_nothing_is_made(admin, typed, sentences):
    answer = admin.post(f"{LIST}add/", TYPED | typed)
    assert (answer.status_code, problems(answer), Endpoint.objects.count()) == (422, sentences, 0)


def test_anothers_listing_is_no_choice(admin, cast):
    answer = admin.post(f"{LIST}add/", TYPED | {"listing": cast.listings["Managed Backup"].reference})
    assert list(problems(answer)) == ["listing"]


@pytest.mark.parametrize(
    ("hosts", "kept"),
    [
        ("www.Example.com\n\nshop.example.com:8443\nwww.example.com", ["www.example.com", "shop.example.com:8443"]),
        ("https://www.example.com", None),
        ("www.example.com/thanks", None),
        ("www.example.com:http", None),
        ("www.example.com:99999", None),
        ("*.example.com", None),
    ],
)
def test_hosts_to_return_to_are_hosts_and_nothing_else(admin, hosts, kept):
    answer = admin.post(f"{LIST}add/", TYPED | {"format": "salesforce", "return_hosts": hosts})
    if kept is None:
        assert (answer.status_code, list(problems(answer))) == (422, ["return_hosts"])
    else:
        assert Endpoint.objects.get().return_hosts == kept


def test_a_format_that_sends_no_forms_has_no_hosts(admin):
    admin.post(f"{LIST}add/", TYPED | {"return_hosts": "not a host"})
    assert Endpoint.objects.get().return_hosts == []


def test_the_form_of_a_source_changes_nothing_when_nothing_is_changed(admin, make_endpoint):
    endpoint = make_endpoint("salesforce", listing="Aster Insights", marketplace="harbour", return_hosts=["x.example"], is_on=False)
    form = admin.get(url(endpoint, "edit")).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"return_hosts": "x.example"}
    del data["is_on"]
    assert admin.post(url(endpoint, "edit"), data).status_code == 303
    before = Endpoint.objects.filter(pk=endpoint.pk).values().get()
    assert (before["version"], before["return_hosts"], before["is_on"]) == (1, ["x.example"], False)


def test_who_saves_second_sees_what_is_there_now_and_keeps_what_was_typed(admin, make_endpoint):
    endpoint = make_endpoint("own", name="Contoso Store")
    assert admin.post(url(endpoint, "edit"), as_it_is(endpoint, name="First")).status_code == 303
    stale = admin.post(url(endpoint, "edit"), as_it_is(endpoint, name="Second", window_hours="48"))
    form = stale.context["form"]
    assert (stale.status_code, form["name"].value(), form["window_hours"].value()) == (409, "Second", "48")
    assert "Somebody else changed First in the meantime." in page_of(stale)
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert admin.post(url(endpoint, "edit"), data).status_code == 303
    assert Endpoint.objects.get().source.name == "Second"


# --- the page -------------------------------------------------------------------------------------


def test_a_test_lead_is_sent_and_its_delivery_says_what_became_of_it(admin, make_endpoint):
    endpoint = make_endpoint("microsoft")
    page = admin.post(url(endpoint, "test"), follow=True)
    lead = Lead.objects.get()
    assert told(page) == ["The test lead came in. It is in no count and no report."]
    assert (lead.is_test, f'href="{lead.url}"' in page_of(page)) == (True, True)
    assert admin.get(url(endpoint)).context["unknown"] == []


def test_a_test_lead_of_a_source_that_is_off_is_no_all_clear(admin, make_endpoint):
    page = admin.post(url(make_endpoint("own", is_on=False), "test"), follow=True)
    assert told(page) == ["The test lead came in, but the source is off: whatever its sender sends is refused."]


def test_a_new_address_leaves_the_old_open_for_a_day_and_either_is_closed_at_once(admin, make_endpoint, client):
    endpoint = make_endpoint("own")
    shown = admin.get(url(endpoint)).context["new_address"]["newest"].value()
    admin.post(url(endpoint, "addresses", "new"), {"newest": shown, "overlap": "day"})
    page = admin.get(url(endpoint))
    assert page.context["fresh"].startswith("http://testserver/intake/")
    new, old = page.context["addresses"]
    assert (new.expires_at, old.hint) == (None, endpoint.secret[-4:])
    assert abs(old.expires_at - timezone.now() - timedelta(days=1)) < timedelta(minutes=1)
    admin.post(url(endpoint, "addresses", "close"), {"address": old.pk})
    assert client.post(endpoint.url, b"{}", content_type="application/json").status_code == 401
    assert list(admin.get(url(endpoint)).context["addresses"]) == [new]


@pytest.mark.parametrize(
    "data", [{}, {"overlap": "for ever"}, {"overlap": "now", "newest": ""}, {"overlap": "now", "newest": "1e9"}]
)
def test_a_new_address_is_not_made_of_nonsense(admin, make_endpoint, data):
    endpoint = make_endpoint("own")
    page = admin.post(url(endpoint, "addresses", "new"), data, follow=True)
    assert (Address.objects.count(), len(told(page))) == (1, 1)


def test_page_costs_the_same_for_one_delivery_and_for_ten(admin, make_endpoint, send, queries_of):
    endpoint = make_endpoint("own")
    send(endpoint, {"last_name": "Lead"})
    admin.get(url(endpoint))
    _page, before = queries_of(admin.get, url(endpoint))
    for number in range(12):
        send(endpoint, {"last_name": f"Lead {number}"})
    page, after = queries_of(admin.get, url(endpoint))
    assert (len(page.context["deliveries"]), after) == (10, before)


def test_a_reseller_has_no_listings_to_name(sign_in, cast, make_endpoint, send):
    cast.people["reseller@dahlia.example"].memberships.update(is_administrator=True)
    client, endpoint = sign_in("reseller@dahlia.example"), make_endpoint("own", partner="dahlia")
    send(endpoint, {"last_name": "Byron", "listing": "Aster Insights"})
    page = page_of(client.get(url(endpoint)))
    assert ("Choose the listing" in page, "Dahlia Resale has no listings that these leads could be about" in page) == (False, True)


def test_number_in_quarantine_stands_beside_sources_for_administrators(admin, make_endpoint, send):
    assert "is-waiting" not in page_of(admin.get("/settings/team/"))
    send(make_endpoint("own"), "{")
    assert '<span class="badge is-waiting">1<' in page_of(admin.get("/settings/team/"))


# --- names ----------------------------------------------------------------------------------------


def test_an_unknown_name_is_chosen_for_and_its_leads_get_the_listing(admin, make_endpoint, send, cast):
    endpoint, insights = make_endpoint("own"), cast.listings["Aster Insights"]
    for name in ("A", "B"):
        send(endpoint, {"last_name": name, "listing": "insights & more"})
    (unknown,) = admin.get(url(endpoint)).context["unknown"]
    asked = admin.get(url(endpoint, "names"), {"name": unknown.name})
    assert (unknown.count, "Save, and assign 2 leads" in page_of(asked)) == (2, True)
    data = {"name": unknown.name, "seen": asked.context["form"]["seen"].value(), "listing": insights.reference}
    page = admin.post(url(endpoint, "names"), data, follow=True)
    assert told(page) == ["“insights & more” is Aster Insights from now on. 2 leads that waited got it."]
    assert set(Lead.objects.values_list("listing", flat=True)) == {insights.pk}
    assert (page.context["unknown"], [one.name for one in page.context["names"]]) == ([], ["insights & more"])


def test_a_name_is_changed_and_removed_and_who_comes_second_is_told(admin, make_endpoint, cast):
    endpoint = make_endpoint("own")
    names = url(endpoint, "names")
    admin.post(names, {"name": "ins", "listing": cast.listings["Aster Insights"].reference})
    seen = admin.get(names, {"name": "INS"}).context["form"]["seen"].value()
    invoicing = cast.listings["Aster Invoicing"].reference
    assert admin.post(names, {"name": "ins", "listing": invoicing, "seen": seen}).status_code == 303
    stale = admin.post(names, {"name": "ins", "listing": cast.listings["Aster Field Service"].reference, "seen": seen})
    assert (stale.status_code, "“ins” is Aster Invoicing" in page_of(stale)) == (409, True)
    assert admin.post(names, {"name": "ins", "remove": "1", "seen": seen}).status_code == 409
    now = stale.context["form"]["seen"].value()
    page = admin.post(names, {"name": "ins", "remove": "1", "seen": now}, follow=True)
    assert told(page) == ["“ins” means nothing any more. Leads that came with it keep their listing."]
    assert endpoint.listing_names.count() == 0


def test_a_name_needs_words_and_a_listing_of_ones_own(admin, make_endpoint, cast):
    names = url(make_endpoint("own"), "names")
    assert problems(admin.post(names, {"name": " "})) == {"name": ["Fill this in."], "listing": ["Choose one of these."]}
    theirs = admin.post(names, {"name": "x", "listing": cast.listings["Managed Backup"].reference})
    assert (theirs.status_code, list(problems(theirs))) == (422, ["listing"])


# --- a lead's page --------------------------------------------------------------------------------


def test_a_leads_page_tells_administrators_alone_by_which_delivery_it_came(admin, sign_in, make_endpoint, send):
    endpoint = make_endpoint("own", name="Contoso Store")
    reference = send(endpoint, {"last_name": "Byron"}).json()["delivery"]
    lead = Lead.objects.get()
    assert f'href="{LIST}deliveries/{reference}/"' in page_of(admin.get(lead.url))
    assert "Came in by" not in page_of(sign_in("member@aster.example").get(lead.url))


def test_a_distributor_is_not_told_of_the_vendors_sources(sign_in, make_endpoint, send):
    send(make_endpoint("own", marketplace="cedar-store", listing="Aster Insights"), {"last_name": "Byron"})
    page = page_of(sign_in("manager@cedar.example").get(Lead.objects.get().url))
    assert ("Byron" in page, "Came in by" in page) == (True, False)
