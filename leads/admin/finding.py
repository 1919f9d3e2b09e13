"""How an operator finds leads, notes and history: by what the indexes serve."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from leadhub.references import normal
from leads.models import Status


class ByLeadReference:
    """Search for what belongs to one lead; the texts of a million notes have no index."""

    search_fields = ("lead__reference",)
    search_help_text = _("The lead's whole reference, as in LD-7K3M-9Q2X.")

    def get_search_results(self, request, queryset, search_term):
        return (queryset.filter(lead__reference=normal(search_term)) if search_term else queryset), False


class StatusFilter(admin.SimpleListFilter):
    """Equal slugs of several workflows are one choice, as on the Leads page."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return list({status.slug: status.name for status in Status.objects.order_by("-pk")}.items())[::-1]

    def queryset(self, request, queryset):
        return queryset.filter(status__slug=self.value()) if self.value() else queryset


class DeletedFilter(admin.SimpleListFilter):
    """Deleted leads are in no list but their own."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request, model_admin):
        return [("yes", _("Deleted")), ("any", _("Deleted or not"))]

    def choices(self, changelist):
        choices = super().choices(changelist)
        yield {**next(choices), "display": _("Not deleted")}
        yield from choices

    def queryset(self, request, queryset):
        if self.value() == "any":
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() != "yes")
