"""The list of lead templates: what it shows, is narrowed by, and in which order (C-01)."""

import django_filters as df
from django import forms
from django.utils.translation import gettext_lazy as _

from leadhub.lists.filters import ListFilterSet
from leadhub.lists.keyset import Order
from leadhub.lists.tables import CellColumn, ListTable
from leads.models import LeadTemplate

TEMPLATE_ORDERS = (
    Order("name", _("Name"), ("name_key", "id")),
    Order("-created", _("Date created (newest first)"), ("created_at", "id"), descending=True),
)


class TemplateFilterSet(ListFilterSet):
    orders = TEMPLATE_ORDERS

    state = df.MultipleChoiceFilter(choices=LeadTemplate.State, label=_("State"), widget=forms.CheckboxSelectMultiple)


class TemplateTable(ListTable):
    name = CellColumn("lead_templates/cells/name.html", _("Template"))
    state = CellColumn("lead_templates/cells/state.html", _("State"))
    uses = CellColumn("lead_templates/cells/uses.html", _("Used by"))
    workflow = CellColumn("lead_templates/cells/workflow.html", _("Workflow"))
    fields = CellColumn("lead_templates/cells/fields.html", _("Fields"))
    updated = CellColumn("lead_templates/cells/updated.html", _("Updated"))

    css_name = "templates-table"
    orders = {"name": ("name", None)}
