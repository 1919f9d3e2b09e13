"""The Leads page as a table (O-06): which columns, in which order, under which words."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from leads.models import Lead


def cell(name, label, **extra):
    return tables.TemplateColumn(template_name=f"leads/cells/{name}.html", verbose_name=label, orderable=False, **extra)


class LeadTable(tables.Table):
    """`orders` says which **Sort by** choices a column's header stands for: (ascending, descending) names."""

    status = cell("status", _("Status"))
    name = cell("name", _("Lead"))
    company = cell("company", _("Company"))
    contact = cell("contact", _("Contact"), empty_values=())
    listing = cell("listing", _("Listing"))
    marketplace = cell("marketplace", _("Marketplace"), empty_values=())
    owner = cell("owner", _("Owner"), empty_values=())
    age = cell("age", _("Age"), empty_values=())
    actions = cell("actions", _("Actions"), empty_values=())

    orders = {"name": ("last_name", None), "company": ("company", None), "listing": ("listing", None), "age": ("created", "-created")}

    class Meta:
        model = Lead
        fields = ()
        template_name = "lists/_table.html"
        row_attrs = {"id": lambda record: f"row-{record.reference}"}


class DeletedTable(tables.Table):
    name = cell("deleted_name", _("Lead"))
    company = cell("company", _("Company"))
    listing = cell("listing", _("Listing"))
    deleted = cell("deleted", _("Deleted"), empty_values=())
    restore = cell("restore", _("Restore"), empty_values=())

    class Meta:
        model = Lead
        fields = ()
        template_name = "lists/_table.html"
        row_attrs = {"id": lambda record: f"row-{record.reference}"}
