from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.formats import label_of
from intake.models.endpoint import Endpoint
from leadhub.references import ReferenceField
from leadhub.work.models import Leased
from leads.models import Lead, LeadTemplate
from listings.models import Listing


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, membership):
        return self.filter(endpoint__source__partner=membership.partner)

    def waiting(self):
        """Stored and not interpreted yet: what a crash left behind, for the worker."""
        return self.filter(state=Delivery.State.PENDING)

    def quarantined(self):
        return self.filter(state=Delivery.State.QUARANTINED)


class Delivery(Leased):
    """A request as it came, stored before anything is made of it, and what became of it."""

    class State(models.TextChoices):
        PENDING = "pending", _("Received")
        SETTLED = "settled", _("Settled")
        QUARANTINED = "quarantined", _("In quarantine")
        SET_ASIDE = "set_aside", _("Set aside")

    reference = ReferenceField(prefix="DL")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    received_at = models.DateTimeField()
    content_type = models.CharField(max_length=255, blank=True, help_text=_("Without parameters."))
    charset = models.CharField(max_length=255, blank=True)
    user_agent = models.CharField(max_length=255, blank=True)
    idempotency_key = models.CharField(max_length=255, blank=True)
    sender = models.GenericIPAddressField(_("sender's address"), null=True, blank=True)
    body = models.BinaryField(help_text=_("As it came; never changed."))
    is_test = models.BooleanField(default=False, help_text=_("Sent to try the source: its leads are test leads."))

    # How people mended it: what takes the place of what came, or of what the source would do.
    mended_body = models.TextField(blank=True)
    mended_format = models.CharField(max_length=20, blank=True)
    mended_listing = models.ForeignKey(Listing, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mended_template = models.ForeignKey(LeadTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=500, blank=True, help_text=_("Why it is in quarantine."))
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["endpoint", "-received_at", "-id"], name="delivery_newest"),
            models.Index(fields=["endpoint", "state", "-received_at", "-id"], name="delivery_by_state"),
            models.Index(fields=["work_due_at"], name="delivery_waiting", condition=models.Q(state="pending")),
        ]

    def __str__(self):
        return self.reference

    @property
    def format(self):
        return self.mended_format or self.endpoint.format

    @property
    def format_name(self):
        return label_of(self.format)

    @property
    def is_mended(self):
        return bool(self.mended_body or self.mended_format or self.mended_listing_id or self.mended_template_id)

    @property
    def is_quarantined(self):
        return self.state == self.State.QUARANTINED


class Outcome(models.Model):
    """What became of one lead that a delivery told of."""

    class Kind(models.TextChoices):
        CREATED = "created", _("New lead")
        UPDATED = "updated", _("Brought up to date")
        REPEATED = "repeated", _("Known already")
        REFUSED = "refused", _("Not understood")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveIntegerField(help_text=_("Which of the leads in the message, from 0."))
    kind = models.CharField(max_length=10, choices=Kind)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, null=True, blank=True, related_name="outcomes")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["delivery", "position"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "position"], name="outcome_once_per_position"),
            models.CheckConstraint(
                name="outcome_has_a_lead_or_a_refusal",
                condition=models.Q(kind="refused", lead__isnull=True) | (~models.Q(kind="refused") & models.Q(lead__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.lead or self.reason}"
