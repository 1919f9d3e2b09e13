from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner


class AssistedSalesQuerySet(models.QuerySet):
    def of(self, partner):
        """What is decided for this partner; a reseller follows its parent, for whom it sells. Never None: off by default."""
        seller_id = partner.parent_id or partner.pk
        return self.filter(partner=seller_id).first() or AssistedSales(partner_id=seller_id)


class AssistedSales(models.Model):
    """Whether a partner has the Opportunities feature (A-01). Only an operator decides, in Django admin."""

    partner = models.OneToOneField(Partner, on_delete=models.CASCADE, related_name="assisted_sales")
    is_enabled = models.BooleanField(
        _("opportunities enabled"), default=False, help_text=_("Shows the New Lead or Purchase button to those who may create.")
    )
    may_finalize = models.BooleanField(
        _("Sales support and resellers may finalize"), default=False, help_text=_("Otherwise they submit for approval.")
    )

    objects = AssistedSalesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("assisted sales")

    def __str__(self):
        return str(self.partner)
