import pytest

from accounts.models import Membership, User
from leads.importing.known import Known
from listings.models import Listing


@pytest.fixture
def known_to(cast):
    return lambda slug: Known(Membership(partner=cast.partners[slug]))


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
