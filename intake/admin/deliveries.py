from django.contrib import admin
from django.db.models.functions import Length
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from intake.arrivals import Message
from intake.legible import Legible
from intake.models import Delivery, Outcome
from leadhub.admin_pages import BigTable, ReadOnly
from leadhub.references import normal
from leadhub.work.admin import WORK, LeasedAdmin, WorkFilter
from leads.admin.finding import ByLeadReference


@admin.register(Delivery)
class DeliveryAdmin(LeasedAdmin, BigTable, ReadOnly, admin.ModelAdmin):
    """What was sent, with its text on its own page alone."""

    fieldsets = (
        (None, {"fields": ("reference", "endpoint", "state", "reason", "received_at", "settled_at", "is_test")}),
        (_("What came"), {"fields": ("size", "text", "content_type", "charset", "user_agent", "idempotency_key", "sender")}),
        (_("How it was mended"), {"fields": ("mended_format", "mended_listing", "mended_template", "mended_body")}),
        (_("Background work"), {"fields": WORK}),
    )
    readonly_fields = ("size", "text")
    list_display = ("reference", "endpoint", "received_at", "state", "reason", "size", "is_test")
    list_filter = ("state", "is_test", WorkFilter, "endpoint__source__partner")
    list_select_related = ("endpoint__source",)
    sortable_by = ()
    search_fields = ("reference",)
    search_help_text = _("The delivery's whole reference, as in DL-7K3M-9Q2X.")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "mended_body").annotate(body_size=Length("body"))

    def get_search_results(self, request, queryset, search_term):
        return (queryset.filter(reference=normal(search_term)) if search_term else queryset), False

    @admin.display(description=_("size"))
    def size(self, delivery):
        return filesizeformat(delivery.body_size)

    @admin.display(description=_("text"))
    def text(self, delivery):
        came = Legible(Message(bytes(delivery.body), delivery.content_type, delivery.charset))
        return format_html("<pre>{}</pre>", came.shown) if came.text is not None else _("No text")


@admin.register(Outcome)
class OutcomeAdmin(ByLeadReference, BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("delivery", "position", "kind", "lead", "reason")
    list_filter = ("kind",)
    list_select_related = ("lead",)
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("delivery").defer("delivery__body", "delivery__mended_body")
