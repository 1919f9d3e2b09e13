"""The two steps that every change of an opportunity is made of: claim the row, write the history."""

from django.db.models import F
from django.utils import timezone

from opportunities.actions.conflicts import OpportunityClosed, StaleOpportunity
from opportunities.models import Opportunity, OpportunityEntry

Status = Opportunity.Status


def claim(opportunity, *, version, at=None, deleted=False, **changes):
    """Settle a race by row count: UPDATE only where it still has the version that was shown and is not closed.

    Afterwards `opportunity` holds the changes and its new version. Raises OpportunityClosed or StaleOpportunity.
    """
    at = at or timezone.now()
    rows = Opportunity.objects.filter(pk=opportunity.pk, version=version, deleted_at__isnull=not deleted)
    rows = rows.exclude(status=Status.CLOSED)
    if version is None or not rows.update(version=F("version") + 1, updated_at=at, **changes):
        now = Opportunity.objects.with_names().get(pk=opportunity.pk)
        raise OpportunityClosed(now) if now.status == Status.CLOSED else StaleOpportunity(now)
    for name, value in {**changes, "version": version + 1, "updated_at": at}.items():
        setattr(opportunity, name, value)


def was_done(opportunity, kind, *, by, version):
    """Whether this very person made this very change from this version: the second click finds the first one's work done."""
    made = OpportunityEntry.objects.filter(opportunity=opportunity, kind=kind, actor=by.user)
    return version is not None and made.filter(version=version + 1).exists()


def record(opportunity, kind, *, by, at=None, **details):
    """Write the history row of a change that was just made."""
    OpportunityEntry.objects.create(
        opportunity=opportunity, kind=kind, actor=by.user, actor_name=str(by.user)[:255],
        version=opportunity.version, at=at or opportunity.updated_at, **details,
    )  # fmt: skip
