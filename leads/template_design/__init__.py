"""The editor of a lead template: what is typed into it, checked, and made a Design of (C-01…03)."""

from leads.template_design.commands import command_in
from leads.template_design.editor import Editor
from leads.template_design.rows import MOST_FIELDS

__all__ = ["MOST_FIELDS", "Editor", "command_in"]
