"""Customers: to look at. Their partners change them; one that nothing was sold to can be deleted, when a person asks for it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from leadhub.admin_deletion import DeletesOnlyUnused
from leadhub.admin_pages import BigTable, ReadOnly
from opportunities.models import CustomerCompany, CustomerUser, Employment


class CustomerAdmin(DeletesOnlyUnused, BigTable, ReadOnly, admin.ModelAdmin):
    list_filter = ("seller",)
    list_select_related = ("seller",)
    sortable_by = ()
    # A customer's page on the site is its partner's; operators have none.
    view_on_site = False

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(CustomerCompany)
class CustomerCompanyAdmin(CustomerAdmin):
    list_display = ("name", "country", "seller", "created_at", "reference")
    search_fields = ("name", "=reference")
    readonly_fields = ("website",)  # without a form field: Django 5.2 wants to know which scheme that would assume


@admin.register(CustomerUser)
class CustomerUserAdmin(CustomerAdmin):
    list_display = ("name", "email", "seller", "created_at", "reference")
    search_fields = ("name", "email", "=reference")


@admin.register(Employment)
class EmploymentAdmin(BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("user", "company", "seller")
    list_select_related = ("user", "company__seller")
    search_fields = ("user__name", "user__email", "company__name")
    sortable_by = ()

    @admin.display(description=_("seller"))
    def seller(self, employment):
        return employment.company.seller
