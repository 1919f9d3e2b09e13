"""What may be sold by whom (PRODUCT §9, Offering; A-06): a listing that is offered somewhere and has a plan."""

from collections import Counter

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import Membership
from leadhub.text import fold, one_line
from listings.models import Listing, Offering, Plan
from opportunities.models import OpportunityLine


def sellable_by(partner):
    """The listings that this partner may put into an opportunity or a checkout.

    A vendor sells its own, a reseller its parent's as far as these may be resold, a distributor what its marketplaces
    offer.
    """
    offered = Offering.objects.filter(listing=OuterRef("pk"), is_active=True)
    if partner.is_distributor:
        offered, listings = offered.filter(marketplace__distributor=partner), Listing.objects.all()
    elif partner.parent_id:
        listings = Listing.objects.filter(partner=partner.parent_id, is_resellable=True)
    else:
        listings = Listing.objects.filter(partner=partner)
    return listings.filter(Exists(offered), Exists(Plan.objects.filter(listing=OuterRef("pk"))))


def fits_opportunity(listing):
    """Products with domains and bundles need a checkout (A-06)."""
    return listing.packaging == Listing.Packaging.SINGLE


def has_checkout(listings, partner):
    """Whether each of the listings stands on a marketplace that has **Continue to Checkout** configured."""
    offered = Offering.objects.filter(is_active=True, marketplace__has_checkout=True, listing__in=listings)
    if partner.is_distributor:
        offered = offered.filter(marketplace__distributor=partner)
    return set(offered.values_list("listing_id", flat=True)) == {listing.pk for listing in listings}


def default_plan(listing):
    """The plan a product enters an opportunity with (A-20): the default one, else the cheapest."""
    plans = sorted(listing.plans.all(), key=lambda plan: (not plan.is_default, plan.price, plan.pk))
    return plans[0] if plans else None


def people_who_sell(membership):
    """Whom this membership can give an opportunity to: those who create them, here and in the partner's resellers."""
    partner = membership.partner
    where = Q(partner=partner) if partner.parent_id else Q(partner=partner) | Q(partner__parent=partner)
    creates = Q(is_administrator=True) | Q(is_sales_support=True) | Q(is_reseller=True)
    people = Membership.objects.filter(where, creates, user__is_active=True).select_related("user", "partner")
    return people.order_by(F("partner__parent_id").asc(nulls_first=True), "partner__name", "user__name", "pk")


def often_sold(partner, *, most=5):
    """The sellable products that this partner sold last and most often, of its newest 200 lines: [Listing]."""
    lines = OpportunityLine.objects.filter(opportunity__partner=partner, opportunity__deleted_at=None)
    newest = list(lines.order_by("-pk").values_list("listing_id", flat=True)[:200])
    recent = list(dict.fromkeys(newest))[:2]
    frequent = [pk for pk, _count in Counter(newest).most_common(most)]
    wanted = list(dict.fromkeys(recent + frequent))[:most]
    listings = sellable_by(partner).filter(pk__in=wanted).in_bulk()
    return [listings[pk] for pk in wanted if pk in listings]


def sellable_named(partner, words, *, most):
    """Up to `most` sellable products whose name has the words in it, without case and accents, by name.

    Names are folded here: a partner sells hundreds of products, not thousands.
    """
    folded = fold(one_line(words))
    names = sellable_by(partner).values_list("pk", "name").order_by("name")
    found = [pk for pk, name in names if folded in fold(name)][:most]
    listings = Listing.objects.in_bulk(found)
    return [listings[pk] for pk in found]
