from django.db import models

from leads.models import Lead, Source


class Identity(models.Model):
    """By what a lead of a source is known again: its sender's id, an idempotency key, a fingerprint (PRODUCT §9, Repeats).

    One row holds the latest lead of a digest; the unique constraint settles who was first, not a look before the write.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="identities", db_index=False)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what it is known by.")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="identities")
    body_digest = models.CharField(max_length=64, blank=True, help_text="Of an idempotency key: what was sent with it.")
    at = models.DateTimeField(help_text="When that lead was received.")

    class Meta:
        verbose_name_plural = "identities"
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="identity_once_per_source")]

    def __str__(self):
        return f"{self.digest[:8]} · {self.lead}"
