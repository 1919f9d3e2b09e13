"""What is done to leads. Verbs; no request, no messages; each opens its own transaction and leaves a history row.

`by` is the User who acts, or the name of what acts where nobody does ("leads.csv").
"""

from leads.actions.changing import assign_lead, delete_lead, move_lead, restore_lead
from leads.actions.conflicts import Conflict, MoveRefused, OwnerRefused, StaleLead, UndoRefused
from leads.actions.editing import edit_lead, refold_listing
from leads.actions.noting import add_note
from leads.actions.receiving import Draft, receive_lead, receive_leads
from leads.actions.undoing import undo_last_change

__all__ = [
    "Conflict",
    "Draft",
    "MoveRefused",
    "OwnerRefused",
    "StaleLead",
    "UndoRefused",
    "add_note",
    "assign_lead",
    "delete_lead",
    "edit_lead",
    "move_lead",
    "receive_lead",
    "receive_leads",
    "refold_listing",
    "restore_lead",
    "undo_last_change",
]
