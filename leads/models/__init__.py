"""The core: a Lead in a Workflow, its Notes and its history, and the Source it came by."""

from leads.models.history import HistoryEntry
from leads.models.lead import Lead
from leads.models.note import Note
from leads.models.source import Source
from leads.models.workflow import SALES, Move, Status, Workflow

__all__ = ["SALES", "HistoryEntry", "Lead", "Move", "Note", "Source", "Status", "Workflow"]
