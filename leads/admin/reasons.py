from django.contrib import admin

from leadhub.admin_pages import SettledFields
from leads.models import Reason


@admin.register(Reason)
class ReasonAdmin(SettledFields, admin.ModelAdmin):
    """Each partner's administrators keep theirs under Settings; leads hold the words, so nothing depends on the rows."""

    list_display = ("text", "partner", "position")
    list_filter = (("partner", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("partner",)
    search_fields = ("text", "partner__name")
    autocomplete_fields = ("partner",)
    settled_fields = ("partner",)
    ordering = ("partner__name", "position", "pk")
