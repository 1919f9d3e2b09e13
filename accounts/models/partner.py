from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Partner(models.Model):
    """An organisation that works leads: the tenant. Whatever belongs to one partner no other may see."""

    class Kind(models.TextChoices):
        VENDOR = "vendor", _("Vendor")
        DISTRIBUTOR = "distributor", _("Distributor")
        RESELLER = "reseller", _("Reseller")

    name = models.CharField(max_length=255, unique=True)
    slug = models.SlugField(unique=True, help_text=_("Names the partner on the command line and in addresses."))
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="resellers",
        help_text=_("The partner that a reseller sells for."),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="partner_reseller_has_parent",
                condition=Q(kind="reseller", parent__isnull=False) | (~Q(kind="reseller") & Q(parent__isnull=True)),
                violation_error_message=_("A reseller needs a parent partner; nobody else has one."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_distributor(self):
        return self.kind == self.Kind.DISTRIBUTOR

    def clean(self):
        if self.parent and self.parent.kind == self.Kind.RESELLER:
            raise ValidationError({"parent": _("A reseller cannot be the parent of a reseller.")})
