"""Opportunities and what happened to them: to look at. They change by actions alone, which write the history."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from leadhub.admin_pages import BigTable, ReadOnly
from opportunities.models import Opportunity, OpportunityEntry, OpportunityLine, OpportunityNote


class ReadOnlyRows(ReadOnly, admin.TabularInline):
    extra = 0

    def has_view_permission(self, request, obj=None):
        return True


class Lines(ReadOnlyRows):
    model = OpportunityLine
    fields = ("listing", "plan", "quantity")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("listing", "plan__listing")


class ReadOnlyTable(BigTable, ReadOnly, admin.ModelAdmin):
    sortable_by = ()
    # A page on the site is its partner's; operators have none.
    view_on_site = False


@admin.register(Opportunity)
class OpportunityAdmin(ReadOnlyTable):
    list_display = ("reference", "title", "company_name", "user_name", "status", "partner", "owner", "created_at", "deleted_at")
    list_filter = ("status", ("deleted_at", admin.EmptyFieldListFilter), "partner")
    list_select_related = ("partner", "owner")
    search_fields = ("name", "company_name", "user_name", "=reference")
    inlines = (Lines,)

    @admin.display(description=_("name"))
    def title(self, opportunity):
        return opportunity.title


class OfOpportunity(ReadOnlyTable):
    search_fields = ("=opportunity__reference",)
    search_help_text = _("An opportunity's whole reference.")
    list_select_related = ("opportunity",)


@admin.register(OpportunityLine)
class OpportunityLineAdmin(OfOpportunity):
    list_display = ("opportunity", "listing", "plan", "quantity")
    list_select_related = ("opportunity", "listing", "plan__listing")


@admin.register(OpportunityNote)
class OpportunityNoteAdmin(OfOpportunity):
    list_display = ("created_at", "author_name", "opportunity", "beginning")

    @admin.display(description=_("note"))
    def beginning(self, note):
        return Truncator(note.body).chars(100)


@admin.register(OpportunityEntry)
class OpportunityEntryAdmin(OfOpportunity):
    list_display = ("at", "actor_name", "kind", "from_text", "to_text", "opportunity", "version")
    list_filter = ("kind",)
