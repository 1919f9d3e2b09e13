"""What a row carries so that workers can share it out among themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Leased(models.Model):
    """A row with work to do. A worker takes it by a conditional UPDATE, and only the one that holds it can finish it.

    Work is done at least once: a worker that dies loses its lease when `leased_until` has passed, and another one begins
    again. So the work itself has to bear being done twice. A worker looks once a second: take over `Leased.Meta.indexes`,
    or have an index on `work_due_at` of your own.
    """

    work_due_at = models.DateTimeField(
        _("work due"), null=True, blank=True, help_text=_("From when on a worker may take it; blank when there is nothing to do.")
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("How often a worker has begun it."))
    leased_by = models.CharField(_("held by"), max_length=64, blank=True, help_text=_("The worker that holds it."))
    leased_until = models.DateTimeField(_("held until"), null=True, blank=True)
    work_error = models.TextField(_("error"), blank=True, help_text=_("What went wrong the last time."))

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["work_due_at"], name="%(class)s_work_due", condition=Q(work_due_at__isnull=False))]

    @property
    def has_given_up(self):
        """Whether workers have stopped trying: an operator can let them try again."""
        return self.work_due_at is None and bool(self.work_error)
