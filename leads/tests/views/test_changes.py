"""Status, owner, delete, restore and undo through real requests, with and without htmx."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Lead, Status

MEMBER = "member@aster.example"


def fresh(lead):
    return Lead.objects.get(pk=lead.pk)


@pytest.fixture
def lead(make_lead):
    return make_lead(first_name="Ana", last_name="Silva", company="Harbour")


def by_htmx(client, url, data, target):
    return client.post(url, data, headers={"HX-Request": "true", "HX-Target": target})


def test_a_move_answers_303_to_the_page_it_was_made_from_at_the_lead(member, lead):
    page = "http://testserver/leads/?q=silva&view=list"
    response = member.post(f"{lead.url}status/", {"status": "contacted", "version": 1}, headers={"Referer": page})
    assert (response.status_code, response.url) == (303, f"/leads/?q=silva&view=list#at-{lead.reference}")
    assert fresh(lead).status.slug == "contacted"
    assert "Ana Silva is now Contacted." in member.get(response.url).content.decode()


@pytest.mark.parametrize("referer", ["https://evil.example/leads/", "//evil.example", "javascript:alert(1)", ""])
def test_a_strangers_referer_is_no_place_to_go_back_to(member, lead, referer):
    response = member.post(f"{lead.url}status/", {"status": "contacted", "version": 1}, headers={"Referer": referer})
    assert response.url == f"{lead.url}#at-{lead.reference}"


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/x", "/\\evil.example", "\x00"])
def test_next_never_leaves_the_site(member, lead, place):
    response = member.post(f"{lead.url}status/", {"status": "contacted", "version": 1, "next": place})
    assert response.url.startswith("/leads/")


@pytest.mark.parametrize(("target", "element"), [("card", "<article"), ("row", "<tr"), ("lead", "<div")])
def test_htmx_gets_the_lead_in_the_shape_it_was_changed_in_with_the_notice(member, lead, target, element):
    target = f"{target}-{lead.reference}"
    response = by_htmx(member, f"{lead.url}status/", {"status": "contacted", "version": 1}, target)
    body = response.content.decode()
    assert (response.status_code, response["HX-Trigger"]) == (200, "list-changed")
    assert f'{element} id="{target}"' in body
    assert "Contacted</button>" in body
    assert 'name="version" value="2"' in body
    assert re.search(r'id="notices" hx-swap-oob="innerHTML">.*Ana Silva is now Contacted\..*Undo', body, re.DOTALL)


@pytest.mark.parametrize("version", ["1", "", "0", "-1", "99", "two", "9" * 30, None])
def test_a_stale_or_missing_version_is_409_and_says_who_did_what(member, sign_in, lead, version):
    sign_in("admin@aster.example").post(f"{lead.url}status/", {"status": "purchased", "version": 1})
    data = {"status": "delivered"} | ({} if version is None else {"version": version})
    response = member.post(f"{lead.url}status/", data)
    body = response.content.decode()
    assert response.status_code == 409
    assert "Ana Moreno moved Ana Silva to Purchased in the meantime. Your change was not made." in body
    assert 'name="version" value="2"' in body
    assert fresh(lead).status.slug == "purchased"


def test_a_stale_htmx_change_gets_the_fresh_card_and_the_sentence(member, sign_in, lead):
    sign_in("admin@aster.example").post(f"{lead.url}status/", {"status": "purchased", "version": 1})
    response = by_htmx(member, f"{lead.url}status/", {"status": "delivered", "version": 1}, f"card-{lead.reference}")
    body = response.content.decode()
    assert response.status_code == 409
    assert f'<article id="card-{lead.reference}"' in body
    assert re.search(r'id="alerts" hx-swap-oob="innerHTML">.*Ana Moreno moved Ana Silva to Purchased', body, re.DOTALL)
    assert "<html" not in body


def test_a_forbidden_move_is_409_with_the_allowed_ones_named(member, lead):
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug="qualification", slug="pending"))
    response = member.post(f"{lead.url}status/", {"status": "purchased", "version": 1})
    assert response.status_code == 409
    assert "Ana Silva is Pending and can move to Qualified or Invalid, not to “purchased”." in response.content.decode()


def test_an_ended_lead_offers_no_menu(member, lead):
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug="qualification", slug="invalid"))
    body = member.get("/leads/").content.decode()
    assert f'id="status-{lead.reference}"' not in body
    assert "</svg>Invalid</span>" in body


def test_assign_to_me_to_a_teammate_and_to_nobody(member, cast, lead):
    for version, owner, expected in [
        (1, "me", MEMBER),
        (2, cast.people["sales@aster.example"].reference, "sales@aster.example"),
        (3, "", None),
    ]:
        assert member.post(f"{lead.url}owner/", {"owner": owner, "version": version}).status_code == 303
        assert fresh(lead).owner == (cast.people[expected] if expected else None)


@pytest.mark.parametrize("stranger", ["viewer@aster.example", "member@birch.example", "operator@leadhub.example"])
def test_a_lead_is_given_only_to_people_who_work_its_partners_leads(member, cast, lead, stranger):
    response = member.post(f"{lead.url}owner/", {"owner": cast.people[stranger].reference, "version": 1})
    assert response.status_code == 422
    assert "is not one of the available choices" in response.content.decode()
    assert fresh(lead).owner is None


def test_to_assign_a_lead_to_its_owner_offers_no_undo_of_something_else(member, make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva", owner=MEMBER)
    member.post(f"{lead.url}status/", {"status": "contacted", "version": 1})
    member.get("/leads/")  # the message about the move is read here
    member.post(f"{lead.url}owner/", {"owner": "me", "version": 2})
    page = member.get("/leads/").content.decode()
    assert "Ana Silva is now yours." in page
    assert "undo/" not in page


def test_a_form_without_an_owner_takes_the_lead_from_nobody(member, make_lead):
    lead = make_lead(last_name="Silva", owner=MEMBER)
    response = member.post(f"{lead.url}owner/", {"version": 1})
    assert response.status_code == 422
    assert "Say whom to give the lead to." in response.content.decode()
    assert fresh(lead).owner.email == MEMBER


def test_an_owner_who_left_the_team_stays_chosen_until_another_is(member, make_lead, cast):
    lead = make_lead(last_name="Silva", owner="sales@aster.example")
    cast.people["sales@aster.example"].memberships.all().delete()
    page = member.get(f"{lead.url}owner/").content.decode()
    assert re.search(r'<option value="US-[0-9A-Z-]+" selected>Chloé Laurent', page)


def test_a_second_click_on_undo_finds_it_done(member, lead):
    member.post(f"{lead.url}status/", {"status": "contacted", "version": 1})
    assert [member.post(f"{lead.url}undo/", {"version": 2}).status_code for _ in range(2)] == [303, 303]
    assert (fresh(lead).status.slug, fresh(lead).version) == ("new", 3)


def test_a_distributor_works_what_it_received_itself(sign_in, make_lead):
    own = make_lead(partner="cedar", first_name="Own")
    sold = make_lead(first_name="Sold", listing="Aster Insights", marketplace="cedar-store")
    client = sign_in("manager@cedar.example")
    page = client.get("/leads/").content.decode()
    assert f'action="{own.url}status/"' in page
    assert f'action="{sold.url}status/"' not in page
    assert client.post(f"{own.url}status/", {"status": "contacted", "version": 1}).status_code == 303
    assert client.post(f"{sold.url}status/", {"status": "contacted", "version": 1}).status_code == 403


@pytest.mark.parametrize("part", ["notes", "owner"])
def test_an_address_that_answers_page_or_fragment_says_so_to_caches(member, lead, part):
    assert "HX-Request" in member.get(f"{lead.url}{part}/")["Vary"]


def test_a_move_costs_the_same_queries_whatever_the_workflow(member, lead, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        by_htmx(member, f"{lead.url}status/", {"status": "contacted", "version": 1}, f"card-{lead.reference}")


def test_delete_and_undo(member, lead):
    response = member.post(f"{lead.url}delete/", {"version": 1}, headers={"Referer": "http://testserver/leads/"})
    page = member.get(response.url).content.decode()
    assert "Ana Silva is deleted." in page
    assert f'action="{lead.url}undo/"' in page
    assert member.post(f"{lead.url}undo/", {"version": 2}).status_code == 303
    assert fresh(lead).deleted_at is None


@pytest.mark.parametrize(("shape", "element", "back"), [("card", "div", "article"), ("row", "tr", "tr")])
def test_a_lead_deleted_by_htmx_keeps_its_place_with_undo(member, lead, shape, element, back):
    target = f"{shape}-{lead.reference}"
    deleted = by_htmx(member, f"{lead.url}delete/", {"version": 1}, target).content.decode()
    place = deleted.partition("<template>")[0]
    assert f'<{element} id="{target}"' in place
    assert "<bdi>Ana Silva</bdi> is deleted." in place
    assert f'hx-post="{lead.url}undo/"' in place
    assert "data-item" not in place
    assert re.search(r'id="notices" hx-swap-oob="innerHTML"><p class="sr-only">Ana Silva is deleted.</p>', deleted)
    again = by_htmx(member, f"{lead.url}undo/", {"version": 2}, target).content.decode()
    assert f'<{back} id="{target}"' in again


def test_the_place_of_a_lead_that_a_teammate_deleted_offers_to_restore_it(member, sign_in, lead):
    sign_in("admin@aster.example").post(f"{lead.url}delete/", {"version": 1})
    response = by_htmx(member, f"{lead.url}status/", {"status": "contacted", "version": 1}, f"card-{lead.reference}")
    body = response.content.decode()
    assert response.status_code == 409
    assert f'hx-post="{lead.url}restore/"' in body
    assert "undo/" not in body
    assert "Ana Moreno deleted Ana Silva in the meantime. Your change was not made." in body


OUT = "No longer matches the filter"


@pytest.mark.parametrize(
    ("page", "is_out"),
    [
        ("http://testserver/leads/?status=new&view=list", True),
        ("http://testserver/leads/?q=silva&status=new#at-LD-0000-0000", True),
        ("http://testserver/leads/?status=new&status=contacted", False),
        ("http://testserver/leads/?q=silva&sort=company&view=list", False),
        ("http://testserver/leads/?sort=company", False),
        ("http://testserver/leads/?status=frozen", False),
        ("http://testserver/leads/deleted/?status=new", False),
        ("http://elsewhere.example/leads/?status=new", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("shape", ["card", "row"])
def test_a_lead_that_left_the_filter_says_so_where_it_stands(member, lead, shape, page, is_out):
    target = f"{shape}-{lead.reference}"
    headers = {"HX-Request": "true", "HX-Target": target, "HX-Current-URL": page}
    body = member.post(f"{lead.url}status/", {"status": "contacted", "version": 1}, headers=headers).content.decode()
    assert f'id="{target}"' in body
    assert ((OUT in body), ("is-out" in body)) == (is_out, is_out)


def test_a_lead_taken_from_nobody_left_the_filter_by_owner(member, lead):
    headers = {"HX-Request": "true", "HX-Target": f"card-{lead.reference}"}
    headers["HX-Current-URL"] = "http://testserver/leads/?owner=nobody"
    assert OUT in member.post(f"{lead.url}owner/", {"owner": "me", "version": 1}, headers=headers).content.decode()
    assert OUT not in member.post(f"{lead.url}undo/", {"version": 2}, headers=headers).content.decode()


def test_to_ask_the_filter_costs_one_query(member, make_lead):
    def queries(page):
        lead = make_lead(last_name="Silva")
        headers = {"HX-Request": "true", "HX-Target": f"card-{lead.reference}", "HX-Current-URL": page}
        with CaptureQueriesContext(connection) as asked:
            member.post(f"{lead.url}status/", {"status": "contacted", "version": 1}, headers=headers)
        return len(asked)

    assert queries("http://testserver/leads/?status=new&q=silva") == queries("http://testserver/leads/") + 1


def test_the_deleted_page_shows_who_and_restores(member, sign_in, lead):
    sign_in("admin@aster.example").post(f"{lead.url}delete/", {"version": 1})
    page = member.get("/leads/deleted/").content.decode()
    assert "Ana Silva" in page
    assert "by Ana Moreno" in page
    member.post(f"{lead.url}restore/", {"version": 2})
    assert fresh(lead).deleted_at is None
    assert "No deleted leads" in member.get("/leads/deleted/").content.decode()


def test_after_30_days_a_deleted_lead_is_gone_for_good(member, lead):
    member.post(f"{lead.url}delete/", {"version": 1})
    Lead.objects.filter(pk=lead.pk).update(deleted_at=fresh(lead).deleted_at.replace(year=2020))
    member.get("/leads/")  # the message about the delete is read here
    assert "Ana Silva" not in member.get("/leads/deleted/").content.decode()
    assert member.get(lead.url).status_code == 404
    assert member.post(f"{lead.url}restore/", {"version": 2}).status_code == 404


@pytest.mark.parametrize("part", ["status", "delete", "restore", "undo"])
def test_changes_are_never_made_by_get(member, lead, part):
    assert member.get(f"{lead.url}{part}/").status_code == 405
    assert fresh(lead).version == 1


def test_forms_without_the_csrf_token_are_refused(lead, cast):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people[MEMBER])
    response = client.post(f"{lead.url}status/", {"status": "contacted", "version": 1})
    assert (response.status_code, fresh(lead).version) == (403, 1)
    assert "reload the page" in response.content.decode()


def test_a_lead_of_another_of_my_partners_offers_the_switch_and_shows_nothing(cast, make_lead, sign_in):
    from accounts.models import Membership

    Membership.objects.create(user=cast.people[MEMBER], partner=cast.partners["birch"], is_member=True)
    lead = make_lead(partner="birch", first_name="Secret", last_name="Person")
    client = sign_in(MEMBER)
    response = client.get(lead.url)
    body = response.content.decode()
    assert response.status_code == 404
    assert "Birch Services" in body
    assert "Secret" not in body
    switched = client.post("/accounts/switch/", {"partner": "birch", "next": lead.url})
    assert client.get(switched.url).status_code == 200


def test_a_reference_is_read_in_any_case_and_spelling(member, lead):
    assert member.get(f"/leads/{lead.reference.lower()}/").status_code == 200
