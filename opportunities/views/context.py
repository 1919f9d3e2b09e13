"""What the templates that show an opportunity need besides it."""

import secrets

from leads.models import Lead, Status
from leads.permissions import may_change_lead
from opportunities.forms.opportunity import OpportunityForm, OpportunityNoteForm
from opportunities.models import Opportunity
from opportunities.permissions import abilities_of, may_restore
from opportunities.querysets import seen_by
from opportunities.totals import prices_shown, totals


def page_context(view, *, form=None, note_form=None):
    """Of the opportunity's own page: its lines and sums, notes and history (newest first), what may be done, and forms."""
    opportunity, membership = view.opportunity, view.request.membership
    able = {ability.value for ability in abilities_of(membership, opportunity, view.sales)}
    lines, order = list(opportunity.lines.select_related("listing", "plan")), getattr(opportunity, "order", None)
    shown = list(order.lines.all()) if order else lines
    return {
        "opportunity": opportunity,
        "able": able,
        "may_restore": may_restore(membership, opportunity),
        "lines": shown,
        "totals": totals(shown),
        "prices": prices_shown(lines),
        "form": (form or OpportunityForm(opportunity, membership)) if "edit" in able else None,
        "shows_typed": "edit" in able if form else "note" in able,
        "note_form": note_form or OpportunityNoteForm(),
        "notes": list(opportunity.notes.all()),
        "history": list(opportunity.history.all()),
        "order": order,
        "clone_token": secrets.token_hex(16),
        **came_from(membership, opportunity),
    }


def came_from(membership, opportunity):
    """The lead and the opportunity that it came from, each only to those who see it; and where the lead could move next."""
    lead = (
        opportunity.lead_id and Lead.objects.visible_to(membership).select_related("status").filter(pk=opportunity.lead_id).first()
    )
    original = opportunity.cloned_from_id and (
        Opportunity.objects.filter(seen_by(membership), pk=opportunity.cloned_from_id, deleted_at=None).first()
    )
    return {"lead": lead or None, "original": original or None, "next_statuses": next_statuses(membership, lead) if lead else []}


def next_statuses(membership, lead):
    """What a lead that is still new could move to now that somebody sells to it: a suggestion (A-33)."""
    if lead.status.phase != Status.Phase.NEW or not may_change_lead(membership, lead):
        return []
    status = Status.objects.with_moves().get(pk=lead.status_id)
    return [to for to in status.allowed_next if to.phase == Status.Phase.WORKING]


def prepare_opportunities(opportunities):
    """Give every one its totals, a closed one those it was sold at; its lines are at hand (`with_lines`)."""
    for opportunity in opportunities:
        order = getattr(opportunity, "order", None)
        opportunity.sums = totals((order or opportunity).lines.all())
