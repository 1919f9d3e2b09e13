"""Whether a partner has Opportunities (A-01): on the partner's page, and in a list of its own."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.admin import partner_rows
from leadhub.admin_pages import Rows, SettledFields
from opportunities.models import AssistedSales


class AssistedSalesRow(Rows):
    model = AssistedSales
    min_num = max_num = 1
    can_delete = False


def assisted_sales_row(partner):
    """The one row of a partner that sells. A reseller has none: it follows its parent."""
    return None if partner.parent_id else AssistedSalesRow


partner_rows.add(assisted_sales_row)


class AssistedSalesForm(forms.ModelForm):
    def clean_partner(self):
        partner = self.cleaned_data["partner"]
        if partner.parent:
            words = {"partner": partner, "parent": partner.parent}
            raise ValidationError(_("%(partner)s is a reseller: decide for %(parent)s, which it follows.") % words)
        return partner


@admin.register(AssistedSales)
class AssistedSalesAdmin(SettledFields, admin.ModelAdmin):
    form = AssistedSalesForm
    list_display = ("partner", "is_enabled", "may_finalize")
    list_filter = ("is_enabled", "may_finalize")
    list_select_related = ("partner",)
    search_fields = ("partner__name", "partner__slug")
    autocomplete_fields = ("partner",)
    settled_fields = ("partner",)
    ordering = ("partner__name",)
