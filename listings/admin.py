"""Operators' pages for marketplaces, listings, offerings and plans."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadhub.admin_deletion import DeletesOnlyUnused
from leadhub.admin_pages import Rows, SettledFields, SettledForm, SpokenRows
from listings.actions import save_listing
from listings.models import Listing, Marketplace, Offering, Plan


@admin.register(Marketplace)
class MarketplaceAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    list_display = ("name", "slug", "distributor", "has_checkout")
    list_filter = ("has_checkout", ("distributor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("distributor",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("distributor",)
    prepopulated_fields = {"slug": ("name",)}
    settled_fields = ("slug",)

    def get_form(self, request, obj=None, **kwargs):
        told = gettext_lazy("Sees the leads that come from now on; leads received before stay with the distributor they came to.")
        return super().get_form(request, obj, help_texts={"distributor": told}, **kwargs)


class PlanForm(forms.ModelForm):
    """Which plan is the default is settled among all of a listing's plans together, so not by the form of one."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"is_default"}


class PlanFormSet(SpokenRows):
    """A listing with plans has exactly one default; ticking another in the same go is a change, not a conflict."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        if kept and sum(form.cleaned_data.get("is_default", False) for form in kept) != 1:
            raise ValidationError(_("Tick one plan as the default."))

    def save(self, commit=True):
        chosen = [form.instance.pk for form in self.forms if self._is_kept(form) and form.cleaned_data["is_default"]]
        self.instance.plans.filter(is_default=True).exclude(pk__in=[pk for pk in chosen if pk]).update(is_default=False)
        return super().save(commit=commit)

    def _is_kept(self, form):
        filled = form.instance.pk or form.has_changed()
        return filled and hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")


class PlanRows(Rows):
    model = Plan
    form = PlanForm
    formset = PlanFormSet
    named_by = ("listing",)


class PlaceOfOffering(SettledForm):
    settled = ("marketplace",)


class OfferingRows(Rows):
    model = Offering
    form = PlaceOfOffering
    named_by = ("listing", "marketplace")
    autocomplete_fields = ("marketplace",)


@admin.register(Listing)
class ListingAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    """The vendor stands from the start: the listing's leads are the vendor's."""

    list_display = ("name", "kind", "packaging", "is_resellable", "partner", "reference")
    list_filter = ("kind", "packaging", "is_resellable", "marketplaces", "partner")
    list_select_related = ("partner",)
    search_fields = ("name", "partner__name", "=reference")
    autocomplete_fields = ("partner",)
    readonly_fields = ("reference",)
    settled_fields = ("partner",)
    inlines = (PlanRows, OfferingRows)

    def save_model(self, request, obj, form, change):
        save_listing(obj)


@admin.register(Offering)
class OfferingAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    list_display = ("listing", "marketplace", "partner", "is_active")
    list_filter = ("is_active", "marketplace")
    list_select_related = ("listing__partner", "marketplace")
    search_fields = ("listing__name", "marketplace__name", "listing__partner__name")
    autocomplete_fields = ("listing", "marketplace")
    settled_fields = ("listing", "marketplace")
    ordering = ("listing__name", "marketplace__name")

    @admin.display(description=gettext_lazy("partner"))
    def partner(self, offering):
        return offering.listing.partner


@admin.register(Plan)
class PlanAdmin(DeletesOnlyUnused, admin.ModelAdmin):
    """Plans are made, and the default is chosen, on the listing's page, where all of its plans are in view."""

    list_display = ("name", "listing", "price", "currency", "billing_period", "is_default")
    list_filter = ("billing_period", "is_default", "currency")
    list_select_related = ("listing",)
    search_fields = ("name", "listing__name")
    readonly_fields = ("listing", "is_default")
    ordering = ("listing__name", "price", "name")

    def has_add_permission(self, request):
        return False

    def objections(self, objs):
        for plan in objs:
            if plan.is_default:
                names = {"plan": plan.name, "listing": plan.listing}
                yield _("%(plan)s is the default plan of %(listing)s: choose another on the listing's page.") % names
