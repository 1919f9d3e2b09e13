"""Listings in the settings: what a vendor offers, where, and in which plans."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import SettingsPage
from leadhub.notices import Notice, keep
from leadhub.problems import problems_of
from leadhub.redirects import SeeOther
from leadhub.references import normal
from listings.actions import NameTaken, PlanInUse, StaleListing, add_listing, change_listing
from listings.forms import ListingForm, PlanRows, draft_of, rows_of, with_one_more
from listings.models import Listing, Marketplace, Offering
from listings.permissions import may_manage_listings, may_see_listing_settings

PLANS = "plans"
FACTS = ("version", "name", "kind", "packaging", "is_resellable")


class ListingSettings(SettingsPage, View):
    permission = may_see_listing_settings

    def get(self, request):
        offered = Offering.objects.filter(is_active=True, marketplace__in=Marketplace.objects.visible_to(request.membership))
        offered = Prefetch("offerings", offered.select_related("marketplace").order_by("marketplace__name"), to_attr="offered")
        listings = Listing.objects.visible_to(request.membership).select_related("partner").prefetch_related("plans", offered)
        return render(request, "listings/list.html", {"listings": listings, "may_manage": may_manage_listings(request.membership)})


class ListingEditor(SettingsPage, View):
    """The form of a listing and its plans. **Add another plan** is a submit of its own, which saves nothing."""

    permission = may_manage_listings
    listing = None

    def get(self, request, reference=""):
        return self.show(*self.forms_at_first())

    def post(self, request, reference=""):
        if "add_plan" in request.POST:
            rows = with_one_more(request.POST, PLANS)
            return self.show(ListingForm(initial=typed_in(request.POST)), PlanRows(initial=rows, prefix=PLANS))
        form, plans = ListingForm(request.POST), PlanRows(request.POST, prefix=PLANS)
        if not (form.is_valid() & plans.is_valid()):
            return self.show(form, plans, status=422)
        try:
            listing = self.save(draft_of(form, plans), version=form.cleaned_data["version"])
        except NameTaken as conflict:
            form.add_error("name", conflict.message)
            return self.show(form, plans, status=422)
        except PlanInUse as conflict:
            form.add_error(None, conflict.message)
            return self.show(form, plans, status=409)
        except StaleListing as conflict:
            return self.show_stale(plans, conflict)
        keep(request, Notice(_("%(listing)s is saved.") % {"listing": listing.name}))
        return SeeOther(reverse("settings_listings"))

    def show_stale(self, plans, conflict):
        """Beside what is there now, and with its version: whoever has read that and saves again means it."""
        data = self.request.POST.copy()
        data["version"] = conflict.listing.version
        return self.show(ListingForm(data), plans, conflict=conflict, status=409)

    def show(self, form, plans, *, conflict=None, status=200):
        problems = [*problems_of(form), *plans.problems]
        context = {"form": form, "plans": plans, "problems": problems, "listing": self.listing, "conflict": conflict}
        return render(self.request, "listings/edit.html", context, status=status)


class AddListing(ListingEditor):
    def forms_at_first(self):
        return ListingForm(), PlanRows(initial=[{}], prefix=PLANS)

    def save(self, draft, *, version):
        return add_listing(self.request.membership.partner, draft)


class EditListing(ListingEditor):
    @cached_property
    def listing(self):
        listings = Listing.objects.visible_to(self.request.membership).select_related("partner")
        listing = listings.filter(reference=normal(self.kwargs["reference"])).first()
        if listing is None:
            raise Http404
        return listing

    def forms_at_first(self):
        listing = self.listing
        initial = {name: getattr(listing, name) for name in FACTS} | {"marketplaces": listing.offered_on}
        initial["is_resellable"] = "yes" if listing.is_resellable else "no"
        return ListingForm(initial=initial), PlanRows(initial=rows_of(listing), prefix=PLANS)

    def save(self, draft, *, version):
        return change_listing(self.listing, draft, version=version)


def typed_in(data):
    """What was typed into the listing's own fields, right or wrong."""
    return {name: data.get(name, "") for name in FACTS} | {"marketplaces": data.getlist("marketplaces")}
