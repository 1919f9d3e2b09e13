from intake.models.delivery import Delivery, Outcome
from intake.models.endpoint import Address, Endpoint, ListingName
from intake.models.identity import Identity
from intake.models.token import SCOPES, Token

__all__ = ["SCOPES", "Address", "Delivery", "Endpoint", "Identity", "ListingName", "Outcome", "Token"]
