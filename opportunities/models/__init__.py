"""Assisted sales: customers, the Opportunities made for them, and the Orders that these leave behind."""

from opportunities.models.customers import CustomerCompany, CustomerUser, Employment
from opportunities.models.history import OpportunityEntry, OpportunityNote
from opportunities.models.opportunity import Opportunity, OpportunityLine
from opportunities.models.order import Order, OrderLine
from opportunities.models.selling import AssistedSales

__all__ = [
    "AssistedSales",
    "CustomerCompany",
    "CustomerUser",
    "Employment",
    "Opportunity",
    "OpportunityEntry",
    "OpportunityLine",
    "OpportunityNote",
    "Order",
    "OrderLine",
]
