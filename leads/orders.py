"""The choices of **Sort by** (O-27, O-28); each has its index on Lead."""

from django.utils.translation import gettext_lazy as _

from leadhub.lists.keyset import Order

BY_DATE = ("created_at", "id")

LEAD_ORDERS = (
    Order("-created", _("Date created (newest first)"), BY_DATE, descending=True),
    Order("created", _("Date created (oldest first)"), BY_DATE),
    Order("first_name", _("First name"), ("first_name_key", "newest_key", "id")),
    Order("last_name", _("Last name"), ("last_name_key", "newest_key", "id")),
    Order("company", _("Company"), ("company_key", "newest_key", "id")),
    Order("listing", _("Listing name"), ("listing_key", "newest_key", "id")),
)
DELETED_ORDERS = (Order("-deleted", _("Date deleted (newest first)"), ("deleted_at", "id"), descending=True),)
