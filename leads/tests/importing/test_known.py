import pytest

from accounts.models import Membership, User
from leadhub.names import Names
from leads.importing.known import Known
from listings.models import Listing


@pytest.fixture
def known_to(cast):
    return lambda slug: Known(Membership(partner=cast.partners[slug]))


def test_name_is_found_as_written_then_folded_and_only_where_it_is_one():
    names = Names([("Café", 1), ("CAFE", 2), ("Bar", 3)])

    assert [names.get(text) for text in ("Café", "CAFE", "cafe", " bar ", "BÁR", "x", "")] == [1, 2, None, 3, 3, None, None]
    assert names.all("cafe") == {1, 2}


def test_nearest_name_is_named_however_far():
    names = Names([("Managed Backup", 1), ("Birch Ticket Desk", 2)])

    assert names.nearest("manged backups") == "Managed Backup"
    assert names.nearest("desk") == "Birch Ticket Desk"
    assert Names([]).nearest("desk") == ""


def test_vendor_names_its_own_listings_and_every_marketplace(known_to, cast):
    known = known_to("birch")

    assert known.listings.get("managed  backup") == cast.listings["Managed Backup"]
    assert known.listings.get("Aster Invoicing") is None
    assert known.marketplaces.get("CEDAR STORE") == known.marketplaces.get("cedar-store") == cast.marketplaces["cedar-store"]
    assert known.lead_partners == {cast.partners["birch"]}


def test_distributor_names_what_its_own_marketplaces_offer(known_to, cast):
    known = known_to("cedar")

    assert known.listings.get("Aster Insights") == cast.listings["Aster Insights"]
    assert known.listings.get("Aster Invoicing") is None
    assert known.marketplaces.get("cedar-store") == cast.marketplaces["cedar-store"]
    assert known.marketplaces.get("northwind") is None
    assert known.lead_partners == {cast.partners[slug] for slug in ("cedar", "aster", "birch")}


def test_listing_name_of_two_vendors_is_the_name_of_none(known_to, cast):
    double = Listing.objects.create(partner=cast.partners["birch"], name="Aster Insights", kind="app")
    double.marketplaces.add(cast.marketplaces["cedar-store"])

    assert known_to("cedar").listings.get("Aster Insights") is None
    assert known_to("aster").listings.get("Aster Insights") == cast.listings["Aster Insights"]


def test_reseller_names_no_listing(known_to):
    assert known_to("dahlia").listings.nearest("Aster Invoicing") == ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Contacted", "contacted"), ("NEW", "new"), ("New Lead", "new"), ("Pending", None), ("Lead", None), ("", None)],
)
def test_status_is_one_of_the_sales_workflow(known_to, text, slug):
    status = known_to("birch").status(text)

    assert (status and (status.workflow.slug, status.slug)) == (slug and ("sales", slug))


def test_owner_is_a_member_who_works_leads_by_name_or_e_mail(known_to, cast):
    owners = known_to("aster").owners_of(None)

    assert owners.get("chloe laurent") == owners.get("SALES@aster.example") == cast.people["sales@aster.example"]
    assert owners.get("Dev Patel") is None  # only views
    assert owners.get("Hugo Silva") is None  # another partner's


def test_name_of_two_members_is_the_name_of_none(known_to, cast):
    twin = User.objects.create_user("ben@aster.example", name="BEN OKAFOR")
    Membership.objects.create(user=twin, partner=cast.partners["aster"], is_member=True)

    owners = known_to("aster").owners_of(None)
    assert owners.get("ben okafor") is None
    assert owners.get("ben@aster.example") == twin


def test_lead_that_becomes_another_partners_is_given_to_nobody(known_to, cast):
    known = known_to("cedar")

    assert known.owners_of(None).get("Ines Keller") == cast.people["manager@cedar.example"]
    assert known.owners_of(cast.listings["Aster Insights"]).get("Ines Keller") is None
