"""What the templates that show a lead need besides the lead."""

from leads.forms import NoteForm
from leads.models import Status
from leads.permissions import may_add_notes, may_change_leads

MOST_SHOWN = 200


def lead_context(membership, leads, statuses=None):
    """Rights, and every lead's status with its allowed moves: two queries, or none where `statuses` are at hand."""
    by_id = {status.pk: status for status in statuses} if statuses is not None else None
    if by_id is None:
        by_id = {status.pk: status for status in Status.objects.with_moves().filter(pk__in={lead.status_id for lead in leads})}
    for lead in leads:
        lead.status = by_id[lead.status_id]
    return {
        "may_change": may_change_leads(membership),
        "may_add_notes": may_add_notes(membership),
    }


def page_context(lead):
    """What a lead's own page shows besides: notes and timeline, newest first, and the form for a note."""
    return {
        "notes": lead.notes.all()[:MOST_SHOWN],
        "timeline": lead.history.select_related("from_status", "to_status", "note")[:MOST_SHOWN],
        "form": NoteForm(),
    }
