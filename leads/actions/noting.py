from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from leads.actions.conflicts import StaleLead
from leads.actions.recording import actor_fields, record
from leads.models import HistoryEntry, Lead, Note

SAME_NOTE_WITHIN = timedelta(seconds=30)


@transaction.atomic
def add_note(lead, body, *, by):
    """Write a note (O-14…16); notes never collide, so no version is asked for and none is used up.

    The lead's row is taken first: two clicks on **Add Note** queue up there, and the second finds the first one's
    note. Raises StaleLead when the lead was deleted meanwhile.
    """
    at = timezone.now()
    if not Lead.objects.filter(pk=lead.pk, deleted_at=None).update(updated_at=at):
        raise StaleLead(Lead.objects.with_names().get(pk=lead.pk), by=by)
    who = actor_fields(by)
    same = lead.notes.filter(author=who["actor"], author_name=who["actor_name"], body=body)
    if repeat := same.filter(created_at__gt=at - SAME_NOTE_WITHIN).first():
        return repeat
    note = Note.objects.create(lead=lead, author=who["actor"], author_name=who["actor_name"], body=body, created_at=at)
    Lead.objects.filter(pk=lead.pk).update(note_count=F("note_count") + 1)
    lead.refresh_from_db(fields=["note_count", "updated_at", "version"])
    record(lead, HistoryEntry.Kind.NOTED, by=by, at=at, note=note)
    return note
