"""What is done to lead templates (C-01…03, 06, 09). `revision` is the template's as the person saw it."""

from leads.actions.templating.conflicts import NameTaken, NothingToUse, OfferingTaken, StaleTemplate, TemplateConflict
from leads.actions.templating.design import Design
from leads.actions.templating.saving import copy_name, create_template, duplicate_template, edit_template
from leads.actions.templating.states import activate_template, retire_template

__all__ = [
    "Design",
    "NameTaken",
    "NothingToUse",
    "OfferingTaken",
    "StaleTemplate",
    "TemplateConflict",
    "activate_template",
    "copy_name",
    "create_template",
    "duplicate_template",
    "edit_template",
    "retire_template",
]
