"""Undo of an import: what it created goes, what it changed is put back, and what people changed since stays (PRODUCT §9)."""

from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from leadhub.work import leases
from leads.actions import edit_lead
from leads.actions.recording import entry
from leads.models import HistoryEntry, Lead, LeadImport
from leads.slots import used_among

BATCH = 500
MOST_NAMED = 1000
Kind = HistoryEntry.Kind
State = LeadImport.State


def take_back(lead_import):
    """Go through the leads that the import touched, in batches. Raises LeaseLost and GiveWay, each between two batches."""
    while _next_batch(lead_import):
        leases.give_way(lead_import)
    rows = LeadImport.objects.filter(pk=lead_import.pk, state=State.UNDOING)
    rows.update(state=State.UNDONE, version=F("version") + 1, undone_at=timezone.now(), work_due_at=lead_import.tidy_at)


@transaction.atomic
def _next_batch(lead_import):
    """One batch and where it ended, stored together. Returns whether there was one."""
    leases.extend(lead_import)
    lead_import.refresh_from_db(fields=["undone_up_to", "kept_leads"])
    touched = _touched(lead_import, after=lead_import.undone_up_to)
    if not touched:
        return False
    # Held until the batch is stored: nobody changes a lead, or adds a note, between the look and the change.
    leads = list(Lead.objects.select_for_update().filter(pk__in=touched).order_by("pk"))
    by_lead = _entries_of(lead_import, touched)
    born = {lead.pk for lead in leads if by_lead[lead.pk][0].kind == Kind.RECEIVED}
    left_alone = used_among(born) | {lead.pk for lead in leads if _has_others(by_lead[lead.pk], lead_import)}
    kept = [lead for lead in leads if lead.pk in left_alone]
    created = [lead for lead in leads if lead.pk in born - left_alone]
    changed = [lead for lead in leads if lead.pk not in born | left_alone]
    _remove(created, lead_import)
    for lead in changed:
        _put_back(lead, by_lead[lead.pk], lead_import)
    LeadImport.objects.filter(pk=lead_import.pk).update(
        undone_up_to=touched[-1],
        removed=F("removed") + len(created),
        put_back=F("put_back") + len(changed),
        kept=F("kept") + len(kept),
        kept_leads=[*lead_import.kept_leads, *(lead.reference for lead in kept)][:MOST_NAMED],
    )
    return True


def _touched(lead_import, *, after):
    """The next leads that the import created or changed, by id."""
    mine = HistoryEntry.objects.filter(lead_import=lead_import, is_undo=False, lead__gt=after)
    return list(mine.order_by("lead").values_list("lead", flat=True).distinct()[:BATCH])


def _entries_of(lead_import, touched):
    """{lead: [entries]}, in the order of time, from the first one of the import on."""
    entries = defaultdict(list)
    for one in HistoryEntry.objects.filter(lead__in=touched).order_by("pk"):
        if one.lead_import_id == lead_import.pk or entries[one.lead_id]:
            entries[one.lead_id].append(one)
    return entries


def _has_others(entries, lead_import):
    """Whether anybody else did anything to the lead since: moved it, wrote a note, deleted it, imported another file.

    What another import did and its own Undo took back is as if it had never been.
    """
    undone = {one.lead_import_id for one in entries if one.is_undo and one.lead_import_id}
    return any(one.lead_import_id not in {lead_import.pk, *undone} for one in entries)


def _by(lead_import):
    return lead_import.undone_by or lead_import.undone_by_name


def _remove(leads, lead_import):
    """Delete them, and let go of what makes a row of the file this lead: the file can be imported again."""
    at, by = timezone.now(), _by(lead_import)
    gone = {"deleted_at": at, "deleted_by_name": str(by)[:255], "updated_at": at, "identity": None}
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(version=F("version") + 1, **gone)
    for lead in leads:
        lead.version += 1
    told = {"by": by, "at": at, "is_undo": True, "lead_import": lead_import}
    # What it was known by stands in its history: whoever restores the lead gets that back too (leads.actions.changing).
    gone = [entry(lead, Kind.DELETED, changes={"identity": [lead.identity, None]}, **told) for lead in leads]
    HistoryEntry.objects.bulk_create(gone, batch_size=BATCH)


def _put_back(lead, entries, lead_import):
    """The details as they were before the import's first change of each."""
    before = {}
    for one in entries:
        for name, (was, _became) in (one.changes or {}).items():
            before.setdefault(name, was)
    edit_lead(lead, before, by=_by(lead_import), version=lead.version, is_undo=True, lead_import=lead_import)
