"""Operators' pages for assisted sales: who has it (A-01) is decided here; customers, opportunities and orders are looked at."""

from opportunities.admin.customers import CustomerCompanyAdmin, CustomerUserAdmin, EmploymentAdmin
from opportunities.admin.opportunities import (
    OpportunityAdmin,
    OpportunityEntryAdmin,
    OpportunityLineAdmin,
    OpportunityNoteAdmin,
)
from opportunities.admin.orders import OrderAdmin, OrderLineAdmin
from opportunities.admin.selling import AssistedSalesAdmin

__all__ = [
    "AssistedSalesAdmin",
    "CustomerCompanyAdmin",
    "CustomerUserAdmin",
    "EmploymentAdmin",
    "OpportunityAdmin",
    "OpportunityEntryAdmin",
    "OpportunityLineAdmin",
    "OpportunityNoteAdmin",
    "OrderAdmin",
    "OrderLineAdmin",
]
