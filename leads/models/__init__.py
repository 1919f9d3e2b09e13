"""The core: a Lead in a Workflow, its Notes and its history, the Source it came by and the LeadTemplate it answered."""

from leads.models.history import HistoryEntry
from leads.models.importing import ImportPiece, LeadImport
from leads.models.lead import Lead
from leads.models.note import Note
from leads.models.reason import USUAL_REASONS, Reason
from leads.models.source import Source
from leads.models.template import LeadTemplate, TemplateUse, TemplateVersion
from leads.models.workflow import SALES, Move, Status, Workflow

__all__ = [
    "SALES",
    "USUAL_REASONS",
    "HistoryEntry",
    "ImportPiece",
    "Lead",
    "LeadImport",
    "LeadTemplate",
    "Move",
    "Note",
    "Reason",
    "Source",
    "Status",
    "TemplateUse",
    "TemplateVersion",
    "Workflow",
]
