"""What the templates that show a lead need besides the lead."""

from leads.actions import can_be_undone
from leads.forms import FollowUpForm, NoteForm
from leads.models import Status
from leads.permissions import may_add_notes, may_change_lead
from leads.slots import lead_actions, lead_sections, parts_of
from leads.views.neighbours import Neighbours, page_query
from leads.views.opportunity_details import OpportunityDetails
from leads.views.related import RelatedLeads

MOST_SHOWN = 200


def prepare_leads(membership, leads, statuses=None):
    """Give every lead what may be done with it, and its status with its allowed moves (`statuses`, where at hand)."""
    by_id = {status.pk: status for status in statuses} if statuses is not None else None
    if by_id is None:
        by_id = {status.pk: status for status in Status.objects.with_moves().filter(pk__in={lead.status_id for lead in leads})}
    for lead in leads:
        lead.status = by_id[lead.status_id]
        lead.is_out = False
        lead.may_change = may_change_lead(membership, lead)
        lead.may_add_notes = may_add_notes(membership, lead)


def page_context(request, lead):
    """What a lead's own page shows besides: its answers, its neighbours, notes and timeline (newest first), and forms."""
    timeline = newest(lead.history.select_related("to_status"), request)
    return {
        "details": OpportunityDetails(lead),
        "neighbours": Neighbours(request, lead, page_query(request, lead)),
        "notes": newest(lead.notes.all(), request),
        "timeline": timeline,
        "why": why_it_stands_there(lead, timeline),
        "undoable": next((entry for entry in timeline if can_be_undone(entry, lead, by=request.user)), None),
        "related": RelatedLeads(request.membership, lead),
        "form": NoteForm(),
        "lead_actions": parts_of(lead_actions, request.membership, lead),
        "lead_sections": parts_of(lead_sections, request.membership, lead),
        "follow_up_form": FollowUpForm(initial={"follow_up_on": lead.follow_up_on}),
    }


def why_it_stands_there(lead, timeline):
    """The reason that was given for the lead's present status, where one was."""
    moves = (entry for entry in timeline if entry.kind == entry.Kind.MOVED)
    latest = next(moves, None)
    return latest.reason if latest and latest.to_status_id == lead.status_id else ""


def newest(entries, request):
    """The newest of a lead's notes or history, in a list that knows whether there are `more`; `?all=1` asks for them too."""
    shown = Entries(entries if request.GET.get("all") == "1" else entries[: MOST_SHOWN + 1])
    if request.GET.get("all") != "1" and len(shown) > MOST_SHOWN:
        shown.pop()
        shown.more = True
    return shown


class Entries(list):
    more = False
