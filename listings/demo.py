"""The demo's catalogue: three marketplaces, and what the cast's vendors offer on them."""

from listings.models import Listing, Marketplace, Offering, Plan

APP, SERVICE = Listing.Kind.APP, Listing.Kind.SERVICE

# slug: (name, the distributor's slug)
MARKETPLACES = {
    "northwind": ("Northwind Marketplace", None),
    "harbour": ("Harbour Cloud Store", None),
    "cedar-store": ("Cedar Store", "cedar"),
}

# (vendor, name, kind, marketplaces, plans as (name, price, billing period), the first one the default)
LISTINGS = [
    ("aster", "Aster Invoicing", APP, ["northwind", "harbour"], [("Team", 29, "monthly"), ("Business", 290, "yearly")]),
    ("aster", "Aster Field Service", APP, ["northwind", "cedar-store"], [("Standard", 49, "monthly")]),
    ("aster", "Aster Insights", APP, ["harbour", "cedar-store"], [("Starter", 0, "monthly"), ("Pro", 99, "monthly")]),
    ("aster", "Data Migration Workshop", SERVICE, ["northwind", "cedar-store"], [("Two days", 2400, "once")]),
    ("aster", "Rollout and Training", SERVICE, ["northwind", "harbour", "cedar-store"], [("Ten seats", 1800, "once")]),
    ("birch", "Cloud Readiness Assessment", SERVICE, ["northwind", "cedar-store"], [("Assessment", 3500, "once")]),
    ("birch", "Managed Backup", SERVICE, ["harbour"], [("Per terabyte", 75, "monthly")]),
    ("birch", "Birch Ticket Desk", APP, ["northwind"], [("Agent", 19, "monthly")]),
    # Offered nowhere yet, so the demo has no lead of it: a listing for an import of one's own.
    ("birch", "Outbound Campaigns", SERVICE, [], [("Campaign", 900, "once")]),
]


def create_catalogue(partners):
    """Create it for the cast's partners (by slug), and return (marketplaces by slug, listings by name)."""
    marketplaces, listings = {}, {}
    for slug, (name, distributor) in MARKETPLACES.items():
        marketplaces[slug] = Marketplace.objects.create(slug=slug, name=name, distributor=partners.get(distributor))
    for vendor, name, kind, places, plans in LISTINGS:
        listing = listings[name] = Listing.objects.create(partner=partners[vendor], name=name, kind=kind)
        Offering.objects.bulk_create([Offering(listing=listing, marketplace=marketplaces[slug]) for slug in places])
        for number, (plan, price, period) in enumerate(plans):
            Plan.objects.create(
                listing=listing, name=plan, price=price, currency="EUR", billing_period=period, is_default=number == 0
            )
    return marketplaces, listings
