from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 10_000


class Note(models.Model):
    """What somebody wrote about a lead (O-14…16). Append-only; the author's name survives the person's removal."""

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="notes", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    author_name = models.CharField(max_length=255)
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["lead", "-created_at", "-id"], name="note_newest_of_lead")]
        constraints = [
            models.CheckConstraint(
                name="note_body_length",
                condition=Q(body__length__gte=1, body__length__lte=MOST_CHARACTERS),
                violation_error_message=_("A note has 1 to 10,000 characters."),
            ),
        ]

    def __str__(self):
        return self.body[:60]


models.TextField.register_lookup(Length, "length")
