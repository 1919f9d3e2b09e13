"""What the words of a file can name: the partner's listings, the marketplaces, the statuses, the team."""

from accounts.models import Membership
from leadhub.names import Names
from leadhub.text import same_words
from leads.models import SALES, Status
from listings.models import Listing, Marketplace


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
