"""What a lead asks about: a Listing, with its Plans, offered on Marketplaces."""

from listings.models.listing import Listing, Offering, Plan
from listings.models.marketplace import Marketplace

__all__ = ["Listing", "Marketplace", "Offering", "Plan"]
