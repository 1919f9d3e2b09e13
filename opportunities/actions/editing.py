from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from leadhub.text import refold
from listings.models import Listing, Plan
from opportunities.actions.conflicts import OpportunityClosed, StaleOpportunity
from opportunities.actions.creating import unsellable
from opportunities.actions.recording import claim, record
from opportunities.models import Opportunity, OpportunityEntry, OpportunityLine, OpportunityNote
from opportunities.models.opportunity import MOST_OF_A_LINE

Kind, Status = OpportunityEntry.Kind, Opportunity.Status
SAME_NOTE_WITHIN = timedelta(seconds=30)


@dataclass(frozen=True)
class LineDraft:
    """A product as an edit wants it."""

    listing: Listing
    plan: Plan
    quantity: int = 1

    def problem(self):
        """Why it cannot be, in words; blank when it can."""
        if self.plan.listing_id != self.listing.pk:
            return _("“%(plan)s” is not a plan of %(product)s.") % {"plan": self.plan.name, "product": self.listing}
        if not 1 <= self.quantity <= MOST_OF_A_LINE:
            return _("A quantity is a whole number from 1 to 10,000.")
        return ""


@transaction.atomic
def edit_opportunity(opportunity, *, by, version, name, lines):
    """Change the name and have exactly these lines (LineDrafts), in their order. Returns whether anything changed.

    What is in it already may stay though it cannot be sold any more; what is added must be sellable. Raises
    ValidationError under "products", OpportunityClosed, StaleOpportunity.
    """
    before = {line.listing_id: line for line in opportunity.lines.select_related("listing", "plan")}
    _check(lines, before, opportunity.partner)
    told = list(_told(before, lines))
    renamed = opportunity.name != name
    if not told and not renamed:
        return False
    was, at = opportunity.title, timezone.now()
    opportunity.name = name
    refold(opportunity)
    folded = {"search_text": opportunity.search_text, "name_key": opportunity.name_key}
    claim(opportunity, version=version, at=at, name=name, **folded)
    if told:
        _store(opportunity, before, lines)
        record(opportunity, Kind.LINES, by=by, at=at, details=told)
    if renamed:
        record(opportunity, Kind.RENAMED, by=by, at=at, from_text=was, to_text=opportunity.title)
    return True


def _check(lines, before, partner):
    problems = [problem for line in lines if (problem := line.problem())]
    if not lines:
        problems.append(_("An opportunity needs at least one product: the last one cannot be removed."))
    if len({line.listing.pk for line in lines}) < len(lines):
        problems.append(_("A product stands in it twice: change its quantity instead."))
    problems += unsellable([line.listing for line in lines if line.listing.pk not in before], partner)
    if problems:
        raise ValidationError({"products": problems})


def _told(before, lines):
    """What changes, a sentence each."""
    after = {line.listing.pk: line for line in lines}
    for pk, line in before.items():
        if pk not in after:
            yield _("Removed %(product)s") % {"product": line.listing}
    for pk, line in after.items():
        known = before.get(pk)
        if known is None:
            yield _("Added %(product)s") % {"product": line.listing}
            continue
        if known.plan_id != line.plan.pk:
            yield _("%(product)s: %(was)s → %(plan)s") % {"product": line.listing, "was": known.plan.name, "plan": line.plan.name}
        if known.quantity != line.quantity:
            yield _("%(product)s: %(was)s → %(now)s") % {"product": line.listing, "was": known.quantity, "now": line.quantity}


def _store(opportunity, before, lines):
    opportunity.lines.exclude(listing__in=[line.listing.pk for line in lines]).delete()
    for line in lines:
        known = before.get(line.listing.pk)
        if known is None:
            OpportunityLine.objects.create(opportunity=opportunity, listing=line.listing, plan=line.plan, quantity=line.quantity)
        else:
            OpportunityLine.objects.filter(pk=known.pk).update(plan=line.plan, quantity=line.quantity)
    opportunity._prefetched_objects_cache = {}


@transaction.atomic
def add_note(opportunity, body, *, by):
    """Write a note; notes never collide, so no version is asked for and none is used up.

    The row is taken first: two clicks queue up there, and the second finds the first one's note. Raises OpportunityClosed,
    and StaleOpportunity where it was deleted.
    """
    at = timezone.now()
    present = Opportunity.objects.filter(pk=opportunity.pk, deleted_at=None).exclude(status=Status.CLOSED)
    if not present.update(updated_at=at):
        now = Opportunity.objects.with_names().get(pk=opportunity.pk)
        raise OpportunityClosed(now) if now.status == Status.CLOSED else StaleOpportunity(now)
    same = opportunity.notes.filter(author=by.user, body=body, created_at__gt=at - SAME_NOTE_WITHIN)
    if repeat := same.first():
        return repeat
    present.update(note_count=F("note_count") + 1)
    note = OpportunityNote.objects.create(
        opportunity=opportunity, author=by.user, author_name=str(by.user), body=body, created_at=at
    )
    opportunity.refresh_from_db(fields=["note_count", "updated_at", "version"])
    record(opportunity, Kind.NOTED, by=by, at=at)
    return note
