from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.formats import label_of
from intake.models.secrets import hash_of
from leadhub.references import ReferenceField
from leads.models import LeadTemplate, Source
from listings.models import Listing, Marketplace

A_DAY = 24  # hours
LONGEST_WINDOW = 24 * 366  # hours


class EndpointQuerySet(models.QuerySet):
    def visible_to(self, membership):
        return self.filter(source__partner=membership.partner)

    def with_names(self):
        return self.select_related("source__partner", "marketplace", "listing")


class Endpoint(models.Model):
    """How messages of one source come in: where they are sent, in which format, and what they mean (PRODUCT §6)."""

    reference = ReferenceField(prefix="SR")
    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="endpoint")
    # No choices here: a further format would need a migration.
    format = models.CharField(max_length=20)
    is_on = models.BooleanField(_("on"), default=True, help_text=_("While it is off, whatever is sent to it is refused."))
    marketplace = models.ForeignKey(
        Marketplace, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Of leads whose message names none."),
    )  # fmt: skip
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Of leads whose message names none."),
    )  # fmt: skip
    window_hours = models.PositiveIntegerField(
        _("repeats within"), default=A_DAY, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_WINDOW)],
        help_text=_("Hours in which the same person, listing and action are one lead, where the sender gives no id."),
    )  # fmt: skip
    return_hosts = models.JSONField(default=list, blank=True, help_text=_("Hosts to which a form may send its visitor back."))
    former_names = models.JSONField(default=list, blank=True, editable=False, help_text=_("What the source was called before."))
    # Grows with every change, so that a form made from an older one is noticed.
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering = ["source__name"]
        constraints = [
            models.CheckConstraint(
                name="endpoint_window_of_an_hour_or_more", condition=Q(window_hours__gte=1),
                violation_error_message=_("Repeats are told apart after an hour at the earliest."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.source)

    @property
    def names(self):
        """Everything that the source has been called: so its own changes stand in the history of leads."""
        return {self.source.name, *self.former_names}

    @property
    def format_name(self):
        return label_of(self.format)

    @property
    def why_closed(self):
        """Why nothing is taken in at present, as a sentence; empty while it is."""
        return "" if self.is_on else gettext("This source is turned off, so nothing was stored.")

    @property
    def window(self):
        return timedelta(hours=self.window_hours)

    @cached_property
    def partner(self):
        return self.source.partner


class AddressQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))

    def of_secret(self, secret):
        """The one with this secret, as a queryset."""
        return self.valid().filter(secret_hash=hash_of(secret)).select_related("endpoint__source__partner")


class Address(models.Model):
    """A secret URL of an endpoint. While one is replaced by the next, both are open for a time."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="addresses")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False, help_text=_("The end of the secret, by which its owner knows it."))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = _("addresses")

    def __str__(self):
        return f"…{self.hint}"


class ListingName(models.Model):
    """What a sender calls one of our listings: `contoso.crm-1` is Contoso CRM."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="listing_names")
    name = models.CharField(max_length=255, help_text=_("As the sender writes it."))
    key = models.CharField(max_length=255, editable=False, help_text=_("As it is compared: without case and accents."))
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(
        LeadTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text=_("Of leads so named; blank for the one of the listing on its marketplace."),
    )  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "key"], name="listing_name_once_per_endpoint",
                violation_error_message=_("This source has a listing for that name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.name} → {self.listing}"
