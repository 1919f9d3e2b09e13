"""The Leads page as a table (O-06): which columns, in which order, under which words."""

from django.utils.translation import gettext_lazy as _

from leadhub.lists.tables import CellColumn, ListTable


class LeadTable(ListTable):
    status = CellColumn("leads/cells/status.html", _("Status"))
    name = CellColumn("leads/cells/name.html", _("Lead"))
    company = CellColumn("leads/cells/company.html", _("Company"))
    contact = CellColumn("leads/cells/contact.html", _("Contact"))
    listing = CellColumn("leads/cells/listing_and_marketplace.html", _("Listing"))
    owner = CellColumn("leads/cells/owner.html", _("Owner"))
    received = CellColumn("leads/cells/received.html", _("Received"))
    actions = CellColumn("leads/cells/actions.html", _("Actions"))

    css_name = "leads-table"
    row_template = "leads/_row.html"
    orders = {
        "name": ("last_name", None),
        "company": ("company", None),
        "listing": ("listing", None),
        "received": ("created", "-created"),
    }


class DeletedTable(ListTable):
    name = CellColumn("leads/cells/deleted_name.html", _("Lead"))
    company = CellColumn("leads/cells/company.html", _("Company"))
    listing = CellColumn("leads/cells/listing.html", _("Listing"))
    deleted = CellColumn("leads/cells/deleted.html", _("Deleted"))
    restore = CellColumn("leads/cells/restore.html", _("Restore"))

    css_name = "deleted-table"
    row_template = "leads/_row.html"
