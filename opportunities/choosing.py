"""**New Lead or Purchase** (A-14…19): what has been chosen so far, all of it in the page's address, and what there is to choose."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch
from django.http import QueryDict

from leadhub.text import fold, one_line, storable
from leads.models import Lead
from listings.models import Listing
from opportunities.models import CustomerCompany, CustomerUser
from opportunities.selling import fits_opportunity, has_checkout, often_sold, sellable_by, sellable_named

NAME_READ = 300  # enough to say that it is too long, and for an address to carry
MOST_USERS, MOST_PRODUCTS, MOST_MEMBERS, MOST_CHOSEN = 20, 20, 100, 50
KEPT = ("user", "company", "product", "lead", "again", "who", "what", "name")


class Unknown(LookupError):
    """The address names a customer, product or lead that is not this partner's to know."""


@dataclass(frozen=True)
class Pair:
    """A result of the user search: a user in one of their companies, or in none, and then not to be chosen."""

    user: CustomerUser
    company: CustomerCompany | None

    @property
    def value(self):
        return f"{self.user.reference}/{self.company.reference}" if self.company else ""


class Choice:
    """`data` are the request's GET or POST: `user`, `company`, `product` (repeated), `lead`, `again`, the words of the
    searches `who` and `what`, and `name`. Raises Unknown for what is somebody else's.
    """

    def __init__(self, membership, data):
        self.membership, self.partner = membership, membership.partner
        self.who, self.what = one_line(data.get("who", ""))[:200], one_line(data.get("what", ""))[:200]
        self.name = one_line(data.get("name", ""))[:NAME_READ]
        self.again = data.get("again") == "1"
        self.lead = self._lead(data.get("lead"))
        self.user = _named(self.users, data.get("user"))
        self.company = _named(self.companies, data.get("company"))
        self.listings = self._products(data.getlist("product"))
        if self.user and not self.company and len(self.own_companies) == 1:
            self.company = self.own_companies[0]

    @property
    def is_whole(self):
        return bool(self.user and self.company and self.listings)

    @property
    def users(self):
        """Whom one may sell to; a lead's customer, known by its e-mail, too (PRODUCT §9, Customers)."""
        visible = CustomerUser.objects.visible_to(self.membership)
        if not (self.lead and self.lead.email):
            return visible
        seller = self.partner.parent_id or self.partner.pk
        return visible | CustomerUser.objects.filter(
            pk__in=CustomerUser.objects.filter(seller=seller, email__iexact=self.lead.email.lower()).values("pk")
        )

    @property
    def companies(self):
        return CustomerCompany.objects.visible_to(self.membership)

    def _lead(self, reference):
        if not reference:
            return None
        return _named(Lead.objects.visible_to(self.membership).with_details(), reference)

    def _products(self, references):
        wanted = list(dict.fromkeys(map(storable, references)))[:MOST_CHOSEN]
        known = Listing.objects.visible_to(self.membership).filter(reference__in=wanted).prefetch_related("plans")
        found = {listing.reference: listing for listing in known}
        if found.keys() != set(wanted):
            raise Unknown
        return [found[reference] for reference in wanted]

    # --- The Customer pane. ---

    @cached_property
    def own_companies(self):
        """The companies of the chosen user, as far as one sees them."""
        return list(self.companies.filter(employments__user=self.user).order_by("name_key", "pk")) if self.user else []

    @cached_property
    def is_member(self):
        return self.company in self.own_companies

    @cached_property
    def found(self):
        """The user search: [Pair]. Who is found by their own name comes with every company, others with those named so."""
        words = fold(self.who)
        seen = Prefetch("companies", self.companies.order_by("name_key", "pk"), to_attr="seen_companies")
        named = CustomerUser.objects.visible_to(self.membership).found_by(self.who, self.membership)
        users = list(named.prefetch_related(seen)[: MOST_USERS + 1])
        self.has_more = len(users) > MOST_USERS
        return [pair for user in users[:MOST_USERS] for pair in _pairs(user, words)]

    @cached_property
    def members(self):
        """The users of a company that was chosen first (A-17)."""
        if not self.company or self.user:
            return []
        users = CustomerUser.objects.visible_to(self.membership).filter(employments__company=self.company)
        return list(users.order_by("name_key", "pk")[:MOST_MEMBERS])

    # --- The Product pane. ---

    @cached_property
    def products(self):
        """The product search; without words what is sold often, else the first by name."""
        found = sellable_named(self.partner, self.what, most=MOST_PRODUCTS) if self.what else self.suggested
        chosen = {listing.pk for listing in self.listings}
        return [listing for listing in found if listing.pk not in chosen]

    @cached_property
    def is_suggested(self):
        return not self.what and bool(self.often)

    @cached_property
    def often(self):
        return often_sold(self.partner)

    @property
    def suggested(self):
        return self.often or sellable_named(self.partner, "", most=5)

    @cached_property
    def packaged(self):
        """The chosen products that cannot enter an opportunity (A-06)."""
        return [listing for listing in self.listings if not fits_opportunity(listing)]

    @cached_property
    def has_checkout(self):
        return bool(self.listings) and has_checkout(self.listings, self.partner)

    # --- The address. ---

    def query(self):
        """The address's query for what is chosen now; nothing in it is blank."""
        query = QueryDict(mutable=True)
        values = {
            "user": self.user and self.user.reference, "company": self.company and self.company.reference,
            "lead": self.lead and self.lead.reference, "again": "1" if self.again else "",
            "who": self.who, "what": self.what, "name": self.name,
        }  # fmt: skip
        query.update({name: value for name, value in values.items() if value})
        query.setlist("product", [listing.reference for listing in self.listings])
        return query.urlencode()

    def apply(self, data):
        """One press of a button: `select` a pair, `change` the customer, `add` or `drop` a product; else a search.

        Returns the pane that it was about.
        """
        if pair := data.get("select"):
            user, _slash, company = pair.partition("/")
            self.user, self.company, self.who = _named(self.users, user), _named(self.companies, company), ""
        elif "change" in data:
            self.user = self.company = None
        elif added := data.get("add"):
            self.listings = self._products([*(listing.reference for listing in self.listings), added])
            self.what = ""
        elif dropped := data.get("drop"):
            self.listings = [listing for listing in self.listings if listing.reference != dropped]
        is_product = any(name in data for name in ("add", "drop")) or data.get("search") == "product"
        return "product" if is_product else "customer"


def for_lead(choice):
    """Choose what a lead says by itself: its customer, known by e-mail, their company of that name, and the product (A-33)."""
    lead = choice.lead
    if not choice.user and lead.email:
        choice.user = choice.users.filter(email__iexact=lead.email.lower()).first()
    if choice.user and not choice.company:
        named = [company for company in choice.own_companies if fold(company.name) == fold(lead.company)]
        if len(named) == 1 or len(choice.own_companies) == 1:
            choice.company = (named or choice.own_companies)[0] if len(named) <= 1 else None
    if not choice.listings and lead.listing_id and sellable_by(choice.partner).filter(pk=lead.listing_id).exists():
        choice.listings = choice._products([lead.listing.reference])


def _named(rows, reference):
    """The row of a reference, None for a blank one. Raises Unknown."""
    if not reference:
        return None
    row = rows.filter(reference=storable(reference)).first()
    if row is None:
        raise Unknown
    return row


def _pairs(user, words):
    is_named = words in user.name_folded
    companies = [company for company in user.seen_companies if is_named or words in company.name_folded]
    if companies:
        return [Pair(user, company) for company in companies]
    return [Pair(user, None)] if is_named and not user.seen_companies else []
