"""What is done to customers, opportunities and orders. Verbs; no request, no messages; each opens its own transaction.

`by` is the Membership that acts: where something is sold, and who may sell it, hangs on the partner too.
"""

from opportunities.actions.conflicts import OpportunityClosed, OpportunityConflict, PricesChanged, StaleOpportunity, UndoRefused
from opportunities.actions.creating import Setup, clone_opportunity, create_opportunity
from opportunities.actions.customers import EmailTaken, StaleCustomer, link_customer, rename_follows, save_company, save_user
from opportunities.actions.editing import LineDraft, add_note, edit_opportunity
from opportunities.actions.from_lead import Buyer, create_from_lead
from opportunities.actions.moving import (
    assign_opportunity,
    delete_opportunity,
    lines_lost_to,
    restore_opportunity,
    submit_opportunity,
)
from opportunities.actions.ordering import check_out, finalize_opportunity
from opportunities.actions.recording import was_done

__all__ = [
    "Buyer",
    "EmailTaken",
    "LineDraft",
    "OpportunityClosed",
    "OpportunityConflict",
    "PricesChanged",
    "Setup",
    "StaleCustomer",
    "StaleOpportunity",
    "UndoRefused",
    "add_note",
    "assign_opportunity",
    "check_out",
    "clone_opportunity",
    "create_from_lead",
    "create_opportunity",
    "delete_opportunity",
    "edit_opportunity",
    "finalize_opportunity",
    "lines_lost_to",
    "link_customer",
    "rename_follows",
    "restore_opportunity",
    "save_company",
    "save_user",
    "submit_opportunity",
    "was_done",
]
