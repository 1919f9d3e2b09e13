"""What the templates that show a lead need besides the lead."""

from leads.forms import NoteForm
from leads.models import Status
from leads.permissions import may_add_notes, may_change_lead

MOST_SHOWN = 200


def prepare_leads(membership, leads, statuses=None):
    """Give every lead what may be done with it, and its status with its allowed moves (`statuses`, where at hand)."""
    by_id = {status.pk: status for status in statuses} if statuses is not None else None
    if by_id is None:
        by_id = {status.pk: status for status in Status.objects.with_moves().filter(pk__in={lead.status_id for lead in leads})}
    for lead in leads:
        lead.status = by_id[lead.status_id]
        lead.may_change = may_change_lead(membership, lead)
        lead.may_add_notes = may_add_notes(membership, lead)


def page_context(request, lead):
    """What a lead's own page shows besides: notes and timeline, newest first, and the form for a note."""
    return {
        "notes": newest(lead.notes.all(), request),
        "timeline": newest(lead.history.select_related("to_status"), request),
        "form": NoteForm(),
    }


def newest(entries, request):
    """The newest of a lead's notes or history, in a list that knows whether there are `more`; `?all=1` asks for them too."""
    shown = Entries(entries if request.GET.get("all") == "1" else entries[: MOST_SHOWN + 1])
    if request.GET.get("all") != "1" and len(shown) > MOST_SHOWN:
        shown.pop()
        shown.more = True
    return shown


class Entries(list):
    more = False
