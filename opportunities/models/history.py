from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from opportunities.models.opportunity import Opportunity


class OpportunityNote(models.Model):
    """What somebody wrote about an opportunity. Append-only; the author's name survives the person's removal."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="notes", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author_name = models.CharField(max_length=255)
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["opportunity", "-created_at", "-id"], name="note_newest_of_opportunity")]

    def __str__(self):
        return self.body[:60]


class OpportunityEntry(models.Model):
    """One change of one opportunity: what, who, when. Append-only."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Created")
        CLONED = "cloned", _("Cloned")
        RENAMED = "renamed", _("Name changed")
        LINES = "lines", _("Products changed")
        NOTED = "noted", _("Note added")
        SUBMITTED = "submitted", _("Submitted for approval")
        FINALIZED = "finalized", _("Finalized")
        ASSIGNED = "assigned", _("Owner changed")
        DELETED = "deleted", _("Deleted")
        RESTORED = "restored", _("Restored")

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="history", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind)
    from_text = models.CharField(max_length=255, blank=True)
    to_text = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=list, blank=True, help_text=_("For changed products: sentences, one each."))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor_name = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("opportunity history")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["opportunity", "-at", "-id"], name="history_of_opportunity")]

    def __str__(self):
        return self.get_kind_display()
