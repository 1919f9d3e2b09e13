"""What the words of a file can name: the partner's listings, the marketplaces, the statuses, the team."""

import difflib
from collections import defaultdict

from accounts.models import Membership
from leadhub.text import same_words
from leads.models import SALES, Status
from listings.models import Listing, Marketplace


class Names:
    """Things by their names: as written, else as folded where that is the name of one thing only."""

    def __init__(self, pairs):
        self.exact = defaultdict(set)
        self.folded = defaultdict(set)
        for name, thing in pairs:
            self.exact[name].add(thing)
            self.folded[same_words(name)].add(thing)

    def all(self, text):
        """The things of that name."""
        return self.exact.get(text.strip()) or self.folded.get(same_words(text)) or set()

    def get(self, text):
        """The thing of that name, or None where there is none or more than one."""
        found = self.all(text)
        return next(iter(found)) if len(found) == 1 else None

    def has(self, thing):
        """Whether any name is the thing's."""
        return any(thing in things for things in self.exact.values())

    def nearest(self, text):
        """The name that looks most like the text; "" where there are no names."""
        names = {same_words(name): name for name in self.exact}
        return next((names[name] for name in difflib.get_close_matches(same_words(text), names, n=1, cutoff=0)), "")


class Known:
    """What a partner's file can name, looked up once; of listings and marketplaces, what its messages can (`nameable_by`)."""

    def __init__(self, membership):
        self.membership = membership
        self.partner = partner = membership.partner
        listings = list(Listing.objects.nameable_by(partner).select_related("partner"))
        self.listings = Names((listing.name, listing) for listing in listings)
        # Whose leads the rows of this file may become: a lead belongs to its listing's vendor.
        self.lead_partners = {partner, *(listing.partner for listing in listings)}
        places = list(Marketplace.objects.nameable_by(partner).select_related("distributor"))
        self.marketplaces = Names([(m.slug, m) for m in places] + [(m.name, m) for m in places])
        statuses = Status.objects.filter(workflow__slug=SALES)
        self.statuses = Names((status.name, status) for status in statuses)
        team = [m.user for m in Membership.objects.who_work_leads(partner)]
        self.team = Names([(person.name, person) for person in team] + [(person.email, person) for person in team])

    def status(self, text):
        """The Sales status that a text names; `New Lead` is New."""
        return self.statuses.get(text) or self.statuses.get(same_words(text).removesuffix(" lead"))

    def owners_of(self, listing):
        """Who can own a lead: the team, unless the listing makes it another partner's lead."""
        return self.team if listing is None or listing.partner_id == self.partner.pk else Names([])
