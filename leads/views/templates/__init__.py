"""HTTP for lead templates (C-01…03): a vendor's administrators list, make, edit, try, activate and retire them."""

from leads.views.templates.editor import CreateTemplate, EditTemplate
from leads.views.templates.lists import TemplateList
from leads.views.templates.page import TemplatePage
from leads.views.templates.preview import PreviewTemplate
from leads.views.templates.states import ActivateTemplate, DuplicateTemplate, RetireTemplate

__all__ = [
    "ActivateTemplate",
    "CreateTemplate",
    "DuplicateTemplate",
    "EditTemplate",
    "PreviewTemplate",
    "RetireTemplate",
    "TemplateList",
    "TemplatePage",
]
