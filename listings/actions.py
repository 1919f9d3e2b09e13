"""What is done to listings."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import CharField, ProtectedError, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from accounts.models import Partner
from leadhub.slots import Slot
from leadhub.text import fold
from listings.models import Listing, Offering, Plan

# Called as `hook(listing)` inside the transaction that saved the listing: leads keep its name and kind with them.
after_save = Slot()


class NameTaken(Exception):
    """The vendor has a listing of that name, in whatever letters: an import could not tell them apart."""

    def __init__(self, listing):
        self.message = _("You have a listing of this name already: %(name)s.") % {"name": listing.name}
        super().__init__(self.message)


class StaleListing(Exception):
    """Somebody else changed the listing since the form was made (409)."""

    def __init__(self, listing):
        self.listing = listing
        self.message = _("Somebody else changed %(name)s in the meantime.") % {"name": listing.name}
        super().__init__(self.message)


class PlanInUse(Exception):
    """A plan that is part of an opportunity cannot be taken away (409)."""

    def __init__(self, plans):
        names = ", ".join(f"“{plan.name}”" for plan in plans)
        self.message = _("%(plans)s cannot be removed: it stands in an opportunity. You can rename it.") % {"plans": names}
        super().__init__(self.message)


@dataclass(frozen=True)
class PlanDraft:
    """A plan as it shall be. `pk` names the one to change; a plan that is not there (any more) is made."""

    name: str
    price: Decimal
    currency: str
    billing_period: str
    is_default: bool = False
    pk: int | None = None

    @property
    def facts(self):
        return (self.name, self.price, self.currency, self.billing_period, self.is_default)


@dataclass(frozen=True)
class ListingDraft:
    """A listing as it shall be: offered on exactly these marketplaces, with exactly these plans.

    Of several plans no two have one name and exactly one is the default: whoever makes the draft sees to that.
    """

    name: str
    kind: str
    marketplaces: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    packaging: str = Listing.Packaging.SINGLE
    is_resellable: bool = True

    @property
    def facts(self):
        """What stands on the listing itself."""
        return {"name": self.name, "kind": self.kind, "packaging": self.packaging, "is_resellable": self.is_resellable}


@transaction.atomic
def save_listing(listing):
    """Save a new or changed listing and let the rooms above follow its name and kind."""
    if listing.pk:
        listing.version += 1
    listing.save()
    for follow in after_save:
        follow(listing)
    return listing


@transaction.atomic
def add_listing(partner, draft):
    """A new listing of this vendor. The same again (a double click) gives the one that is there. Raises NameTaken."""
    _lock(partner)
    taken = _of_that_name(partner, draft.name)
    if taken and _stands(taken, draft):
        return taken
    if taken:
        raise NameTaken(taken)
    listing = save_listing(Listing(partner=partner, **draft.facts))
    _offer(listing, draft.marketplaces)
    _set_plans(listing, draft.plans)
    return listing


@transaction.atomic
def change_listing(listing, draft, *, version):
    """Make a listing as the draft says. What stands already changes nothing, however old the form.

    `version` is the listing's as the form was made; another one raises StaleListing. Raises NameTaken, PlanInUse.
    """
    _lock(listing.partner)
    listing = Listing.objects.select_for_update(no_key=True).select_related("partner").get(pk=listing.pk)
    if _stands(listing, draft):
        return listing
    if listing.version != version:
        raise StaleListing(listing)
    taken = _of_that_name(listing.partner, draft.name, other_than=listing)
    if taken:
        raise NameTaken(taken)
    for name, value in draft.facts.items():
        setattr(listing, name, value)
    save_listing(listing)
    _offer(listing, draft.marketplaces)
    _set_plans(listing, draft.plans)
    return listing


def _lock(partner):
    """Names are compared folded, which no constraint can: one change of a vendor's listings at a time."""
    Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)


def _of_that_name(partner, name, other_than=None):
    wanted = fold(name)
    others = partner.listings.exclude(pk=other_than.pk if other_than else None)
    return next((listing for listing in others if fold(listing.name) == wanted), None)


def _stands(listing, draft):
    offered = set(listing.offerings.filter(is_active=True).values_list("marketplace_id", flat=True))
    plans = [(p.name, p.price, p.currency, p.billing_period, p.is_default) for p in listing.plans.all()]
    wanted = {marketplace.pk for marketplace in draft.marketplaces}
    facts = {name: getattr(listing, name) for name in draft.facts}
    return (facts, offered, sorted(plans)) == (draft.facts, wanted, sorted(plan.facts for plan in draft.plans))


def _offer(listing, marketplaces):
    """An offering that ends is switched off, not deleted: what refers to it stays, and it may begin again."""
    chosen = [marketplace.pk for marketplace in marketplaces]
    known = set(listing.offerings.values_list("marketplace_id", flat=True))
    listing.offerings.exclude(marketplace__in=chosen).update(is_active=False)
    listing.offerings.filter(marketplace__in=chosen).update(is_active=True)
    Offering.objects.bulk_create([Offering(listing=listing, marketplace_id=pk) for pk in chosen if pk not in known])


def _set_plans(listing, drafts):
    known = {plan.pk: plan for plan in listing.plans.all()}
    kept = [(known.get(draft.pk) or Plan(listing=listing), draft) for draft in drafts]
    try:
        listing.plans.exclude(pk__in=[plan.pk for plan, _draft in kept if plan.pk]).delete()
    except ProtectedError as protected:
        standing = {thing.plan_id for thing in protected.protected_objects}
        raise PlanInUse([plan for plan in known.values() if plan.pk in standing]) from protected
    # Out of the way first: two plans may swap their names, and another may become the default.
    listing.plans.update(is_default=False, name=Concat("pk", Value("\n"), output_field=CharField()))
    for plan, draft in kept:
        plan.name, plan.price, plan.currency, plan.billing_period, plan.is_default = draft.facts
        plan.save()
