from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from leadhub.references import ReferenceField
from listings.models.marketplace import Marketplace


class ListingQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """A vendor's own, a reseller's parent's, or what is offered on a distributor's marketplaces (PRODUCT §9, Offering)."""
        return self._of(membership.partner)

    def nameable_by(self, partner):
        """What leads that come in for this partner can be about; none for a reseller, whose parent's leads are the parent's."""
        return self.none() if partner.parent_id else self._of(partner)

    def _of(self, partner):
        if partner.is_distributor:
            return self.filter(offerings__marketplace__distributor=partner).distinct()
        return self.filter(partner=partner.parent_id or partner.pk)


class Listing(models.Model):
    """An app or a service that a vendor offers."""

    class Kind(models.TextChoices):
        APP = "app", _("App")
        SERVICE = "service", _("Service")

    class Packaging(models.TextChoices):
        """How it is bought: what needs a domain, or bundles others, cannot enter an opportunity (A-06)."""

        SINGLE = "single", _("Single product")
        DOMAIN = "domain", _("With a domain")
        BUNDLE = "bundle", _("Bundle")

    reference = ReferenceField(prefix="LS")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="listings")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10, choices=Kind)
    packaging = models.CharField(max_length=10, choices=Packaging, default=Packaging.SINGLE, db_default=Packaging.SINGLE)
    is_resellable = models.BooleanField(_("resellers may sell it"), default=True, db_default=True)
    marketplaces = models.ManyToManyField(Marketplace, through="Offering", related_name="listings")
    # Grows with every change, so that a form made from an older one is noticed.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"], name="listing_name_once_per_partner",
                violation_error_message=_("This partner has a listing of that name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def offered_on(self):
        """The marketplaces where it is offered now."""
        return self.marketplaces.filter(offerings__is_active=True, offerings__listing=self).order_by("name")


class OfferingQuerySet(models.QuerySet):
    def open_to(self, membership):
        """What this membership may enter leads for: offered now; by a vendor itself, or on a distributor's marketplaces.

        Nothing for a reseller: the leads of its parent's listings are the parent's, and it never sees them (PRODUCT §2, §9).
        """
        partner = membership.partner
        whose = {"marketplace__distributor": partner} if partner.is_distributor else {"listing__partner": partner}
        return self.filter(is_active=True, **whose)


class Offering(models.Model):
    """A listing on a marketplace."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="offerings")
    marketplace = models.ForeignKey(Marketplace, on_delete=models.PROTECT, related_name="offerings")
    is_active = models.BooleanField(default=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        ordering = ["listing", "marketplace"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "marketplace"], name="offering_once_per_marketplace",
                violation_error_message=_("The listing is offered there already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.listing} · {self.marketplace}"

    @property
    def key(self):
        """What forms call it: the listing's reference and the marketplace's slug."""
        return f"{self.listing.reference}:{self.marketplace.slug}"


class Plan(models.Model):
    """An edition of a listing: what it costs, in which currency, how often."""

    class BillingPeriod(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Monthly")
        YEARLY = "yearly", _("Yearly")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="plans")
    name = models.CharField(max_length=255)
    price = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, as in EUR."))])
    billing_period = models.CharField(max_length=10, choices=BillingPeriod, default=BillingPeriod.MONTHLY)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["listing", "price", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "name"], name="plan_name_once_per_listing",
                violation_error_message=_("The listing has a plan of that name already."),
            ),
            models.UniqueConstraint(
                fields=["listing"], condition=Q(is_default=True), name="plan_one_default_per_listing",
                violation_error_message=_("The listing has a default plan already."),
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0), name="plan_price_not_negative",
                violation_error_message=_("A price cannot be negative."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.listing} · {self.name}"
