"""Whose import it is. (Who may do what on which address: leadhub/tests/test_access_matrix.py.)"""

from leads.models import Lead, LeadImport
from leads.tests.imports.conftest import as_csv, people


def test_another_partners_import_is_not_there(importing, sign_in):
    steps = importing("admin@birch.example")
    steps.import_whole(as_csv([*people(2), ["A9", "", "", "", "", "", ""]]))
    stranger = sign_in("admin@aster.example")
    addresses = [steps.url, f"{steps.url}columns/", f"{steps.url}failed.csv"]
    assert [stranger.get(address).status_code for address in addresses] == [404, 404, 404]
    posts = [
        stranger.post(f"{steps.url}{step}/", {"version": steps.now.version}) for step in ("columns", "start", "undo", "discard")
    ]
    assert [response.status_code for response in posts] == [404, 404, 404, 404]
    assert "people.csv" not in stranger.get("/leads/import/").content.decode()
    assert steps.now.state == "done"


def test_another_partners_listing_cannot_be_chosen(importing, cast):
    steps = importing("admin@birch.example")
    steps.upload(as_csv(people(1)))
    page = steps.client.get(f"{steps.url}columns/").content.decode()
    assert [name in page for name in ("Managed Backup", "Aster Insights")] == [True, False]
    assert steps.settle(listing=cast.listings["Aster Insights"].reference).status_code == 422


def test_a_viewer_and_a_reseller_are_told_why_not(sign_in):
    for email, words in [
        ("viewer@aster.example", "Viewers can read leads but not change or export them."),
        ("reseller@dahlia.example", "Leads for listings of Aster Apps belong to Aster Apps"),
    ]:
        response = sign_in(email).get("/leads/import/")
        assert response.status_code == 403
        assert words in response.content.decode()
        assert 'href="/leads/import/"' not in sign_in(email).get("/leads/").content.decode()
    assert 'href="/leads/import/"' in sign_in("member@aster.example").get("/leads/").content.decode()


def test_what_a_distributor_imports_for_a_vendor_its_undo_takes_back(importing, cast):
    steps = importing("manager@cedar.example")
    listing = cast.listings["Aster Insights"]
    assert steps.import_whole(as_csv(people(2)), listing=listing.reference, marketplace="cedar-store") == (2, 0, 0, 0)
    assert {lead.partner.slug for lead in Lead.objects.all()} == {"aster"}
    assert LeadImport.objects.get().partner.slug == "cedar"
    assert steps.page().count('<a href="/leads/LD-') == 2
    assert steps.undo() == (2, 0, 0)
