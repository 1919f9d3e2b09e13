"""What is asked about, and by which way the lead comes: listing, marketplace, source, and the form's answers."""

from dataclasses import dataclass, field
from itertools import accumulate

from leads.demo.places import read_words
from leads.models import Source

# Shares of all leads. On the Cedar Store, which is the distributor's, three in four are Aster's.
ASTER, BIRCH, CEDAR_STORE, DAHLIA = "aster", "birch", "cedar-store", "dahlia"
SHARES = {ASTER: 60, BIRCH: 30, CEDAR_STORE: 8, DAHLIA: 2}
ASTER_ON_CEDAR_STORE = 0.75
UNKNOWN_LISTING, BY_FILE, UNKNOWN_MARKETPLACE, SILENT, OWN_LANGUAGE = 0.03, 0.04, 0.01, 0.2, 0.5
FILE = "contacts.csv"


@dataclass(slots=True)
class Route:
    """How a lead comes. `fields` are a Draft's."""

    source: Source
    fields: dict = field(default_factory=dict)


class Routes:
    """The ways in of the cast's partners, made when this is: a source for each vendor on each marketplace, and files."""

    def __init__(self, cast):
        self.cast = cast
        self.sources = {}
        self.offered = {ASTER: [], BIRCH: []}
        for slug, place in cast.marketplaces.items():
            for vendor in self.offered:
                self.sources[vendor, slug] = self._source(vendor, Source.Kind.MARKETPLACE, place.name)
            for listing in place.listings.select_related("partner").order_by("name"):
                self.offered[listing.partner.slug].append((listing, place))
        for partner in (ASTER, BIRCH, DAHLIA):
            self.sources[partner, FILE] = self._source(partner, Source.Kind.FILE, FILE)
        self.shares = list(accumulate(SHARES.values()))

    def _source(self, partner, kind, name):
        return Source.objects.create(partner=self.cast.partners[partner], kind=kind, name=name)

    def plain(self):
        """A listing for which no template stands: its leads go through Sales."""
        listing, place = next(
            (one, place) for one, place in self.offered[ASTER] if (one.name, place.slug) == ("Aster Invoicing", "harbour")
        )
        return Route(self.sources[ASTER, place.slug], {"listing": listing, "marketplace": place})

    def draw(self, chance):
        way = chance.choices(list(SHARES), cum_weights=self.shares)[0]
        if way == DAHLIA:
            return self._resold(chance)
        if way == CEDAR_STORE:
            vendor = ASTER if chance.random() < ASTER_ON_CEDAR_STORE else BIRCH
            return self.draw_offer(vendor, chance, distributed=True)
        return self.draw_offer(way, chance, distributed=False)

    def draw_offer(self, vendor, chance, *, distributed=False):
        """One of the vendor's listings on a marketplace; now and then by a file, or with a listing nobody knows."""
        choices = [(one, place) for one, place in self.offered[vendor] if bool(place.distributor_id) == distributed]
        listing, place = chance.choice(choices)
        luck = chance.random()
        if luck < BY_FILE and not distributed:
            return Route(
                self.sources[vendor, FILE], {"listing": listing, "source_text": chance.choice(read_words()["file_origins"])}
            )
        fields = {"listing": listing, "marketplace": place}
        if luck > 1 - UNKNOWN_LISTING:
            fields = {"listing_text": chance.choice(read_words()["unknown_listings"]), "marketplace": place}
        elif luck > 1 - UNKNOWN_LISTING - UNKNOWN_MARKETPLACE and not distributed:
            fields = {"listing": listing, "marketplace_text": chance.choice(read_words()["unknown_marketplaces"])}
        return Route(self.sources[vendor, place.slug], fields)

    def _resold(self, chance):
        """A reseller has no listings of its own: its leads name its parent's, or none, and stay unassigned."""
        names = [listing.name for listing, _ in self.offered[ASTER]]
        return Route(self.sources[DAHLIA, FILE], {"listing_text": chance.choice([*names, ""]), "source_text": "Branch office"})


def draw_answers(route, region, chance):
    """What the customer filled in besides: [(label, answer)]."""
    if chance.random() < SILENT:
        return []
    words, listing = read_words(), route.fields.get("listing")
    wishes = words["wishes"][listing.kind if listing else "unknown"]
    if listing and region.wishes and chance.random() < OWN_LANGUAGE:
        wishes = region.wishes
    answers = [("What do you need help with?", chance.choice(wishes).format(listing=listing.name if listing else ""))]
    if chance.random() < 0.6:
        answers.append(("Company size", chance.choice(words["sizes"])))
    if chance.random() < 0.5:
        answers.append(("When do you want to start?", chance.choice(words["starts"])))
    return answers
