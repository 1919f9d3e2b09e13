"""Lead templates in the hands of an operator: to look at. What a vendor's form asks is changed by its administrators alone."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from leadhub.admin_pages import ReadOnly
from leadhub.references import normal
from leads.answers.types import TYPES
from leads.models import LeadTemplate, TemplateUse, TemplateVersion


class ReadOnlyRows(ReadOnly, admin.TabularInline):
    extra = 0
    ordering = ("pk",)

    def has_view_permission(self, request, obj=None):
        return True


class UseRows(ReadOnlyRows):
    model = TemplateUse
    fields = ("offering", "is_active")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("offering__listing", "offering__marketplace")


class VersionRows(ReadOnlyRows):
    model = TemplateVersion
    fields = ("number", "created_at", "asked")
    readonly_fields = ("asked",)
    show_change_link = True
    ordering = ("-number",)

    @admin.display(description=_("fields"))
    def asked(self, version):
        return asked_by(version)


@admin.register(LeadTemplate)
class LeadTemplateAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("name", "partner", "state", "workflow", "current", "updated_at", "updated_by_name")
    list_filter = ("state", "workflow", "partner")
    list_select_related = ("partner", "workflow", "current__template")
    search_fields = ("name", "partner__name")
    search_help_text = _("Part of a template's or partner's name; or a template's whole reference.")
    inlines = (UseRows, VersionRows)
    # The template's page on the site is its partner's; operators have none.
    view_on_site = False

    def get_search_results(self, request, queryset, search_term):
        by_reference = queryset.filter(reference=normal(search_term))
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        return (by_reference, False) if search_term and by_reference.exists() else (found, has_doubles)


@admin.register(TemplateVersion)
class TemplateVersionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("template", "number", "partner", "created_at")
    list_filter = ("template__partner",)
    list_select_related = ("template__partner",)
    search_fields = ("template__name", "template__reference")
    fields = ("template", "number", "created_at", "contact", "asked", "consent")
    readonly_fields = ("asked",)

    @admin.display(description=_("partner"))
    def partner(self, version):
        return version.template.partner

    @admin.display(description=_("fields"))
    def asked(self, version):
        return asked_by(version)


@admin.register(TemplateUse)
class TemplateUseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("offering", "template", "is_active")
    list_filter = ("is_active", "offering__marketplace")
    list_select_related = ("template", "offering__listing", "offering__marketplace")
    search_fields = ("template__name", "offering__listing__name")


def asked_by(version):
    """The questions of a version: label, type, and the key that its answers are found by."""
    rows = ((field.label, TYPES[field.type].label, field.key) for field in version.fields)
    return format_html_join("", "<p><strong>{}</strong> ({}, {})</p>", rows) or "-"
