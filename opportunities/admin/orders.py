"""Orders: what was sold is never changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from opportunities.admin.opportunities import ReadOnlyRows, ReadOnlyTable
from opportunities.models import Order, OrderLine


class OrderLines(ReadOnlyRows):
    model = OrderLine
    fields = ("listing_name", "plan_name", "price", "currency", "billing_period", "quantity")


@admin.register(Order)
class OrderAdmin(ReadOnlyTable):
    list_display = ("reference", "company_name", "user_name", "user_email", "partner", "owner_name", "created_at")
    list_filter = ("partner",)
    list_select_related = ("partner",)
    search_fields = ("company_name", "user_name", "user_email", "=reference")
    inlines = (OrderLines,)


@admin.register(OrderLine)
class OrderLineAdmin(ReadOnlyTable):
    list_display = ("order", "listing_name", "plan_name", "price", "currency", "billing_period", "quantity")
    list_filter = ("currency", "billing_period")
    list_select_related = ("order",)
    search_fields = ("=order__reference", "listing_name")
    search_help_text = _("An order's whole reference, or part of a product's name.")
