"""Imports, for operators to look at: how far they are, and what a worker gave up."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from leadhub.admin_pages import BigTable, ReadOnly
from leadhub.references import normal
from leadhub.work.admin import WORK, LeasedAdmin, WorkFilter
from leads.models import ImportPiece, LeadImport


@admin.register(LeadImport)
class LeadImportAdmin(LeasedAdmin, BigTable, ReadOnly, admin.ModelAdmin):
    list_display = (
        "file_name",
        "reference",
        "partner",
        "by_name",
        "state",
        "created",
        "updated",
        "failed",
        "created_at",
        "attempts",
    )
    list_filter = ("state", WorkFilter, "partner")
    list_select_related = ("partner",)
    sortable_by = ()
    search_fields = ("file_name", "by_name", "reference")
    search_help_text = _("Part of a file's or a person's name, or a reference.")
    fieldsets = (
        (None, {"fields": ("reference", "partner", "by", "by_name", "created_at", "state", "version", "problem")}),
        (_("File"), {"fields": ("file_name", "size", "encoding", "delimiter", "header", "files_removed_at")}),
        (_("Decided"), {"fields": ("mapping", "listing", "marketplace")}),
        (_("Found and done"), {"fields": ("expected", "created", "updated", "unchanged", "failed", "started_at", "done_at")}),
        (_("Undo"), {"fields": ("removed", "put_back", "kept", "undone_by_name", "undone_at")}),
        (_("Background work"), {"fields": WORK}),
    )

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, normal(search_term) if "-" in search_term[:3] else search_term)


@admin.register(ImportPiece)
class ImportPieceAdmin(BigTable, ReadOnly, admin.ModelAdmin):
    """What stands in them is customers' data, and large: it is not shown."""

    list_display = ("lead_import", "kind", "number")
    list_filter = ("kind",)
    list_select_related = ("lead_import",)
    sortable_by = ()
    search_fields = ("lead_import__reference",)
    fields = ("lead_import", "kind", "number")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")
