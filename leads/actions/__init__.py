"""What is done to leads. Verbs; no request, no messages; each opens its own transaction and leaves a history row.

`by` is the User who acts, or the name of what acts where nobody does ("leads.csv").
"""

from leads.actions.changing import assign_lead, delete_lead, follow_up_on, move_lead, restore_lead
from leads.actions.conflicts import Conflict, MoveRefused, OwnerRefused, ReasonNeeded, StaleLead, UndoRefused
from leads.actions.editing import edit_lead, refold_listing
from leads.actions.keeping_reasons import ReasonRefused, add_reason, move_reason, remove_reason, rename_reason
from leads.actions.noting import add_note
from leads.actions.placing import Placed, place_lead, place_leads
from leads.actions.receiving import Draft, receive_lead, receive_lead_once, receive_leads
from leads.actions.templating import (
    Design,
    NameTaken,
    NothingToUse,
    OfferingTaken,
    StaleTemplate,
    TemplateConflict,
    activate_template,
    copy_name,
    create_template,
    duplicate_template,
    edit_template,
    retire_template,
)
from leads.actions.undoing import can_be_undone, undo_last_change

__all__ = [
    "Conflict",
    "Design",
    "Draft",
    "MoveRefused",
    "NameTaken",
    "NothingToUse",
    "OfferingTaken",
    "OwnerRefused",
    "Placed",
    "ReasonNeeded",
    "ReasonRefused",
    "StaleLead",
    "StaleTemplate",
    "TemplateConflict",
    "UndoRefused",
    "activate_template",
    "add_note",
    "add_reason",
    "assign_lead",
    "can_be_undone",
    "copy_name",
    "create_template",
    "delete_lead",
    "duplicate_template",
    "edit_lead",
    "edit_template",
    "follow_up_on",
    "move_lead",
    "move_reason",
    "place_lead",
    "place_leads",
    "receive_lead",
    "receive_lead_once",
    "receive_leads",
    "refold_listing",
    "remove_reason",
    "rename_reason",
    "restore_lead",
    "retire_template",
    "undo_last_change",
]
