from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from intake.models import Address, Endpoint, Identity, ListingName
from leadhub.admin_pages import BigTable, ReadOnly, Rows
from leads.admin.finding import ByLeadReference


class AddressRows(ReadOnly, Rows):
    model = Address
    fields = ("hint", "created_at", "expires_at")
    readonly_fields = fields


class NameRows(ReadOnly, Rows):
    model = ListingName
    fields = ("name", "listing", "template")
    named_by = ("listing", "template")


@admin.register(Endpoint)
class EndpointAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("source", "reference", "partner", "format_name", "marketplace", "is_on")
    list_filter = ("is_on", "format", "source__partner")
    list_select_related = ("source__partner", "marketplace")
    sortable_by = ()
    search_fields = ("source__name", "source__partner__name", "reference")
    inlines = (AddressRows, NameRows)

    @admin.display(description=_("format"))
    def format_name(self, endpoint):
        return endpoint.format_name


@admin.register(Address)
class AddressAdmin(BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("__str__", "endpoint", "created_at", "expires_at")
    list_select_related = ("endpoint__source",)
    sortable_by = ()
    search_fields = ("endpoint__source__name",)
    fields = ("endpoint", "hint", "secret_hash", "created_at", "expires_at")


@admin.register(ListingName)
class ListingNameAdmin(BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("name", "endpoint", "listing", "template")
    list_select_related = ("endpoint__source", "listing", "template")
    sortable_by = ()
    search_fields = ("name", "listing__name", "endpoint__source__name")


@admin.register(Identity)
class IdentityAdmin(ByLeadReference, BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("shortened", "source", "lead", "at")
    list_select_related = ("source", "lead")
    sortable_by = ()

    @admin.display(description=_("digest"))
    def shortened(self, identity):
        return identity.digest[:12]
