"""HTTP for leads: find, ask, call, answer."""

from leads.views.changes import AssignLead, DeleteLead, MoveLead, RestoreLead, UndoChange
from leads.views.lead import LeadPage
from leads.views.lists import DeletedList, LeadExport, LeadList
from leads.views.notes import LeadNotes

__all__ = [
    "AssignLead",
    "DeleteLead",
    "DeletedList",
    "LeadExport",
    "LeadList",
    "LeadNotes",
    "LeadPage",
    "MoveLead",
    "RestoreLead",
    "UndoChange",
]
