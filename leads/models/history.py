from collections import Counter

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from leads.models.note import Note
from leads.models.workflow import Status

# Of an answer, in the timeline; the lead shows it whole.
TOLD_CHARACTERS = 100


class HistoryEntry(models.Model):
    """One change of one lead: what, from, to, who, when, why. Append-only.

    It feeds the timeline, Undo, reports, e-mail and webhooks. `version` is the lead's version that the change left
    behind, which is how Undo knows whether anything happened since.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Received")
        MOVED = "moved", _("Status changed")
        ASSIGNED = "assigned", _("Owner changed")
        NOTED = "noted", _("Note added")
        EDITED = "edited", _("Details changed")
        FOLLOW_UP = "follow_up", _("Follow-up changed")
        DELETED = "deleted", _("Deleted")
        RESTORED = "restored", _("Restored")

    UNDOABLE = (Kind.MOVED, Kind.ASSIGNED, Kind.FOLLOW_UP, Kind.DELETED)

    # What stands before its sentence, `leads/entries/<kind>.html`; a move shows the status that it led to.
    ICONS = {
        Kind.RECEIVED: "inbox",
        Kind.ASSIGNED: "user",
        Kind.NOTED: "notebook-pen",
        Kind.EDITED: "pencil",
        Kind.FOLLOW_UP: "calendar-clock",
        Kind.DELETED: "trash-2",
        Kind.RESTORED: "rotate-ccw",
    }

    lead = models.ForeignKey("leads.Lead", on_delete=models.CASCADE, related_name="history", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind)
    from_status = models.ForeignKey(Status, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    to_status = models.ForeignKey(Status, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    from_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    to_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    from_text = models.CharField(max_length=255, blank=True, help_text=_("What it was, in the words of the time."))
    to_text = models.CharField(max_length=255, blank=True)
    changes = models.JSONField(null=True, blank=True, help_text=_("For changed details: {field: [before, after]}."))
    note = models.ForeignKey(Note, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=255, blank=True)
    is_undo = models.BooleanField(default=False)
    lead_import = models.ForeignKey(
        "leads.LeadImport", on_delete=models.PROTECT, null=True, blank=True, related_name="history", db_index=False,
        help_text=_("The import that did it, or whose Undo did."),
    )  # fmt: skip
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    actor_name = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = _("history")
        indexes = [
            models.Index(fields=["lead", "-at", "-id"], name="history_newest_of_lead"),
            # What an import did: its report and its Undo ask, and few entries have one.
            models.Index(fields=["lead_import", "lead", "id"], name="history_of_import", condition=Q(lead_import__isnull=False)),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.from_text} → {self.to_text}" if self.from_text else self.get_kind_display()

    @property
    def icon(self):
        return self.to_status.icon if self.kind == self.Kind.MOVED else self.ICONS[self.kind]

    @property
    def template(self):
        return f"leads/entries/{self.kind}.html"

    @property
    def day(self):
        """The day that a follow-up was set to."""
        return parse_date(self.to_text)

    @property
    def told_changes(self):
        """(label, (before, after)) of each changed detail, and of each answer that changed, long ones cut."""
        changes = dict(self.changes or {})
        changes.pop("identity", None)  # a hash: nobody's words
        answers = changes.pop("answers", ([], []))
        fields = {field.name: field.verbose_name for field in self.lead._meta.concrete_fields}
        told = [(str(fields.get(name, name)).capitalize(), _told(pair)) for name, pair in changes.items()]
        return [*told, *_told_answers(*answers)]


def _told(pair):
    if all(isinstance(part, bool) for part in pair):
        return [_("Yes") if part else _("No") for part in pair]
    return pair if all(isinstance(part, str) for part in pair) else ("…", "…")


def _told_answers(before, after):
    """The answers that differ: the nth of a label is compared with the nth."""
    before, after = _numbered(before), _numbered(after)
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield key[0], [Truncator(one.get(key, "")).chars(TOLD_CHARACTERS) for one in (before, after)]


def _numbered(answers):
    """{(label, which of that label): value}"""
    count = Counter()
    numbered = {}
    for answer in answers:
        label = answer["label"]
        count[label] += 1
        numbered[label, count[label]] = answer["value"]
    return numbered
