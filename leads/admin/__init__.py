"""Operators' pages for the core: workflows, sources, leads, and what was written about them."""

from leads.admin.imports import ImportPieceAdmin, LeadImportAdmin
from leads.admin.leads import LeadAdmin
from leads.admin.reasons import ReasonAdmin
from leads.admin.records import HistoryEntryAdmin, NoteAdmin
from leads.admin.sources import SourceAdmin
from leads.admin.templates import LeadTemplateAdmin, TemplateUseAdmin, TemplateVersionAdmin
from leads.admin.workflows import MoveAdmin, StatusAdmin, WorkflowAdmin

__all__ = [
    "HistoryEntryAdmin",
    "ImportPieceAdmin",
    "LeadAdmin",
    "LeadImportAdmin",
    "LeadTemplateAdmin",
    "MoveAdmin",
    "NoteAdmin",
    "ReasonAdmin",
    "SourceAdmin",
    "StatusAdmin",
    "TemplateUseAdmin",
    "TemplateVersionAdmin",
    "WorkflowAdmin",
]
