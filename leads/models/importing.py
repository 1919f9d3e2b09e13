"""A file that somebody imports in the browser: from upload to report, and back again (PRODUCT §9, Import)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from leadhub.references import ReferenceField
from leadhub.work.models import Leased
from listings.models import Listing, Marketplace

FILES_KEPT_FOR = timedelta(days=30)
SOON = timedelta(seconds=15)


class LeadImportQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """The imports of one's own partner, colleagues' too; one whose file did not arrive whole is none."""
        return self.filter(partner=membership.partner).exclude(state=LeadImport.State.ARRIVING)

    def with_names(self):
        return self.select_related("partner", "listing", "marketplace", "by")


class LeadImport(Leased):
    """One import. `state` says what comes next; the worker does what takes long and people decide the rest.

    Whoever changes the state does it by a conditional UPDATE on `version`, so that a double click and two people at once
    come out as one.
    """

    class State(models.TextChoices):
        ARRIVING = "arriving", _("Arriving")
        MAPPING = "mapping", _("Columns to settle")
        CHECKING = "checking", _("Being checked")
        READY = "ready", _("Ready to start")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    AT_WORK = (State.CHECKING, State.RUNNING, State.UNDOING)
    OPEN = (State.MAPPING, State.CHECKING, State.READY)

    reference = ReferenceField(prefix="IM")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="lead_imports", db_index=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = models.CharField(max_length=255)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)
    version = models.PositiveIntegerField(default=1, help_text=_("Counts decisions; a form made from an older one is refused."))
    problem = models.CharField(max_length=500, blank=True, help_text=_("Why a decision has to be made again."))

    # The file, as it was read.
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text=_("In bytes."))
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    header = models.JSONField(default=list)
    samples = models.JSONField(default=list, help_text=_("Some values of each column."))
    files_removed_at = models.DateTimeField(null=True, blank=True)

    # What was decided.
    mapping = models.JSONField(default=list, help_text=_("What each column becomes: a field, an answer, or nothing."))
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False, help_text=_("Of all rows.")
    )
    marketplace = models.ForeignKey(
        Marketplace, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False, help_text=_("Of all rows.")
    )

    # What the check found: {"created": …, "updated": …, "unchanged": …, "failed": …}, and the first reasons.
    expected = models.JSONField(default=dict, blank=True)
    messages = models.JSONField(default=list, blank=True, help_text=_("[[line, reason], …] of the first rows that fail."))
    share_checked = models.PositiveSmallIntegerField(default=0, help_text=_("Per cent of the file."))

    # What the run did. Stored with each batch, so that nothing is counted twice.
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    # What Undo did.
    undone_up_to = models.BigIntegerField(default=0, help_text=_("The last lead that Undo has looked at."))
    removed = models.PositiveIntegerField(default=0)
    put_back = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    kept_leads = models.JSONField(default=list, blank=True, help_text=_("References of leads that people changed since."))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    undone_by_name = models.CharField(max_length=255, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = LeadImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [*Leased.Meta.indexes, models.Index(fields=["partner", "-created_at", "-id"], name="lead_import_newest")]

    def __str__(self):
        return f"{self.file_name} ({self.reference})"

    def get_absolute_url(self):
        return reverse("lead_import", args=[self.reference])

    @property
    def url(self):
        return self.get_absolute_url()

    @property
    def rows(self):
        """How many rows the run has settled."""
        return self.created + self.updated + self.unchanged + self.failed

    @property
    def rows_expected(self):
        return sum(self.expected.values())

    @property
    def share_done(self):
        """Per cent of what is being done, from 0 to 100."""
        if self.state == self.State.CHECKING:
            return self.share_checked
        done, all_of_it = self.rows, self.rows_expected
        if self.state == self.State.UNDOING:
            done, all_of_it = self.removed + self.put_back + self.kept, self.created + self.updated
        return min(100, 100 * done // all_of_it) if all_of_it else 0

    @property
    def tidy_at(self):
        """When the worker is to remove the files, counted from now; None when it has."""
        return None if self.files_removed_at else timezone.now() + FILES_KEPT_FOR

    @property
    def is_at_work(self):
        return self.state in self.AT_WORK

    @property
    def is_undoable(self):
        """Where it is over, or got stuck on the way."""
        return self.state == self.State.DONE or (self.state == self.State.RUNNING and self.has_given_up)

    @property
    def rows_to_write(self):
        return self.expected.get("created", 0) + self.expected.get("updated", 0)

    @property
    def more_messages(self):
        """How many rows fail whose reasons are not kept."""
        return self.expected.get("failed", 0) - len(self.messages)

    @property
    def has_written(self):
        return bool(self.created or self.updated)

    @property
    def is_waiting(self):
        """Whether nobody has taken up the work for longer than usual."""
        since = self.work_due_at
        return bool(since and not self.leased_by and timezone.now() - since > SOON)

    @property
    def has_failed_rows(self):
        return self.failed > 0 and self.files_removed_at is None


class ImportPiece(models.Model):
    """A piece of a file, at most a megabyte: the web servers and the workers share nothing but the database."""

    class Kind(models.TextChoices):
        FILE = "file", _("The file itself")
        FAILED = "failed", _("Rows that failed")

    lead_import = models.ForeignKey(LeadImport, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["lead_import", "kind", "number"]
        constraints = [models.UniqueConstraint(fields=["lead_import", "kind", "number"], name="import_piece_once")]

    def __str__(self):
        return f"{self.lead_import_id} {self.kind} {self.number}"
