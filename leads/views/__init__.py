"""HTTP for leads: find, ask, call, answer."""

from leads.views.changes import AssignLead, DeleteLead, MoveLead, RestoreLead, UndoChange
from leads.views.creating import CreateLead, LeadCreated
from leads.views.follow_up import FollowUp
from leads.views.lead import LeadPage
from leads.views.lists import DeletedList, LeadExport, LeadList
from leads.views.notes import LeadNotes
from leads.views.reasons import Reasons

__all__ = [
    "AssignLead",
    "CreateLead",
    "DeleteLead",
    "DeletedList",
    "FollowUp",
    "LeadCreated",
    "LeadExport",
    "LeadList",
    "LeadNotes",
    "LeadPage",
    "MoveLead",
    "Reasons",
    "RestoreLead",
    "UndoChange",
]
