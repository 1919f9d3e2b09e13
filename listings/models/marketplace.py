from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner


class MarketplaceQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """Where leads of this membership can come from: a distributor's own; anywhere for everybody else."""
        return self.nameable_by(membership.partner)

    def nameable_by(self, partner):
        """A distributor names its own alone, or a lead would be born where it cannot see it."""
        return self.filter(distributor=partner) if partner.is_distributor else self


class Marketplace(models.Model):
    """Where listings are offered. One that belongs to a distributor shows its leads to that distributor's staff."""

    name = models.CharField(max_length=255, unique=True)
    slug = models.SlugField(unique=True)
    distributor = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="marketplaces",
        limit_choices_to={"kind": Partner.Kind.DISTRIBUTOR},
    )  # fmt: skip
    has_checkout = models.BooleanField(
        _("checkout configured"), default=False, db_default=False,
        help_text=_("Products with domains and bundles can be bought through Continue to Checkout."),
    )  # fmt: skip

    objects = MarketplaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        if self.distributor and not self.distributor.is_distributor:
            raise ValidationError({"distributor": _("%(partner)s is not a distributor.") % {"partner": self.distributor}})
