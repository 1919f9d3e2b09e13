from django.contrib import admin

from leadhub.admin_deletion import DeletesOnlyUnused
from leadhub.admin_pages import SettledFields
from leads.models import Source


@admin.register(Source)
class SourceAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    list_display = ("name", "kind", "partner")
    list_filter = ("kind", "partner")
    list_select_related = ("partner",)
    search_fields = ("name", "partner__name")
    autocomplete_fields = ("partner",)
    settled_fields = ("partner", "kind")
