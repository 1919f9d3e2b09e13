"""What the words of a message name: our listing, our marketplace, the template that asks there."""

from functools import cached_property

from intake.models import Endpoint
from leads.importing.known import Names, same_words
from leads.models import LeadTemplate, TemplateVersion
from listings.models import Listing, Marketplace, Offering


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
        if not text:
            return self.endpoint.listing if self.endpoint else None
        told = self._told.get(same_words(text))
        return told.listing if told else self._listings.get(text)

    def marketplace(self, text):
        """The marketplace with that slug or name; without any text the endpoint's own."""
        if not text:
            return self.endpoint.marketplace if self.endpoint else None
        return self._marketplaces.get(text)

    def nearest_listing(self, text):
        """The name of a listing that looks most like the text; "" where there is none to name."""
        return self._listings.nearest(text)

    def nearest_marketplace(self, text):
        return self._marketplaces.nearest(text)

    def version(self, text, listing, marketplace):
        """What a lead so named was asked: the current version of the template, or None for none."""
        told = self._told.get(same_words(text))
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


def current_version(template: LeadTemplate):
    return TemplateVersion.objects.select_related("template__workflow").get(pk=template.current_id)
