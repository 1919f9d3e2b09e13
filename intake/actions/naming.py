"""What the words of a message name: our listing, our marketplace, the template that asks there."""

import hashlib
from functools import cached_property

from intake.models import Endpoint, ListingName
from leadhub.names import Names
from leadhub.text import same_words
from leads.models import LeadTemplate, TemplateVersion
from listings.models import Listing, Marketplace, Offering

KEY_LENGTH = ListingName._meta.get_field("key").max_length


class Places:
    """The places that messages of one partner can name, looked up once for a message.

    A vendor names its own listings, a distributor those offered on its marketplaces, a reseller none; whatever else a
    message names is kept as text and stays nobody's. An endpoint adds the names its sender uses, and what goes without saying.
    """

    def __init__(self, partner, endpoint: Endpoint | None = None):
        self.partner = partner
        self.endpoint = endpoint

    def listing(self, text):
        """The listing of that name or reference; without any text the endpoint's own. None where it names nothing of ours."""
        told = self._told.get(key_of(text)) if text else self.endpoint
        if told is None:
            return self._listings.get(text)
        # What was chosen once may be offered no more: a distributor's, say, whose vendor has left its marketplaces.
        return told.listing and self._listings.get(told.listing.reference)

    def marketplace(self, text):
        """The marketplace with that slug or name; without any text the endpoint's own."""
        if text or self.endpoint is None:
            return self._marketplaces.get(text)
        return self.endpoint.marketplace and self._marketplaces.get(self.endpoint.marketplace.slug)

    def nearest_listing(self, text):
        """The name of a listing that looks most like the text; "" where there is none to name."""
        return self._listings.nearest(text)

    def nearest_marketplace(self, text):
        return self._marketplaces.nearest(text)

    def version(self, text, listing, marketplace):
        """What a lead so named was asked: the current version of the template, or None for none."""
        told = self._told.get(key_of(text))
        if told and told.template:
            return current_version(told.template)
        offering = (
            listing and marketplace and Offering.objects.filter(listing=listing, marketplace=marketplace, is_active=True).first()
        )
        version = TemplateVersion.objects.shown_for(offering) if offering else None
        return version if version and version.pk else None

    @cached_property
    def _told(self):
        if self.endpoint is None:
            return {}
        return {name.key: name for name in self.endpoint.listing_names.select_related("listing__partner", "template")}

    @cached_property
    def _listings(self):
        listings = list(Listing.objects.nameable_by(self.partner).select_related("partner"))
        return Names([(each.name, each) for each in listings] + [(each.reference, each) for each in listings])

    @cached_property
    def _marketplaces(self):
        places = list(Marketplace.objects.nameable_by(self.partner).select_related("distributor"))
        return Names([(place.slug, place) for place in places] + [(place.name, place) for place in places])


def key_of(name):
    """A sender's name for a listing as it is compared; by its hash where folding makes it longer than its column."""
    words = same_words(name)
    return words if len(words) <= KEY_LENGTH else hashlib.sha256(words.encode()).hexdigest()


def current_version(template: LeadTemplate):
    return TemplateVersion.objects.select_related("template__workflow").get(pk=template.current_id)
