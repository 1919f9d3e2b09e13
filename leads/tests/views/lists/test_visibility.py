"""Whose leads the page shows: never a stranger's, never a deleted one."""

from leads.tests.views.lists.reading import LEADS, count_on, names_on


def test_strangers_are_asked_to_sign_in(client, db):
    response = client.get("/leads/?q=silva")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/leads/%3Fq%3Dsilva")


def test_deleted_leads_are_in_no_list_count_or_export(page, make_lead, sign_in):
    make_lead(last_name="Stays")
    gone = make_lead(last_name="Gone")
    client = sign_in("member@aster.example")
    client.post(f"{gone.url}delete/", {"version": 1})
    assert (names_on(page()), count_on(page())) == (["Stays"], "1 lead")
    assert count_on(page("?q=gone")) == "0 of 1 lead"
    assert b"Gone" not in b"".join(client.get("/leads/export.csv").streaming_content)


def test_a_distributor_sees_the_leads_of_its_marketplaces_and_no_others(sign_in, make_lead):
    make_lead(first_name="Through Cedar", listing="Aster Insights", marketplace="cedar-store")
    make_lead(first_name="Of Birch through Cedar", partner="birch", listing="Managed Backup", marketplace="cedar-store")
    make_lead(first_name="Elsewhere", listing="Aster Insights", marketplace="northwind")
    assert names_on(sign_in("manager@cedar.example").get(LEADS)) == ["Of Birch through Cedar", "Through Cedar"]


def test_a_reseller_never_sees_its_parents_leads(sign_in, make_lead):
    make_lead(first_name="Aster's")
    make_lead(first_name="Dahlia's", partner="dahlia")
    assert names_on(sign_in("reseller@dahlia.example").get(LEADS)) == ["Dahlia's".replace("'", "&#x27;")]
