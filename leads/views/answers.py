"""How a change answers: the fresh fragment to htmx, 303 to the page it was made from without (PRODUCT §10)."""

from django.shortcuts import render
from django.urls import reverse

from leadhub.notices import Notice, keep
from leadhub.redirects import back_to_page
from leads.models import Lead
from leads.tables import LeadTable
from leads.views.context import page_context, prepare_leads

FRAGMENTS = {"card": "leads/_card.html", "row": "leads/_row.html", "lead": "leads/_lead.html"}


def change_answer(request, lead, text, *, undo=False, status=200):
    """`text` says what happened; with `undo` the message carries a button that takes it back."""
    undo_url = reverse("lead_undo", args=[lead.reference]) if undo else ""
    notice = Notice(text, undo_url=undo_url, version=lead.version)
    if not request.htmx:
        keep(request, notice)
        return back_to_page(request, otherwise=reverse("lead", args=[lead.reference]), anchor=f"at-{lead.reference}")
    return fragment(request, lead, notice, status=status)


def conflict_answer(request, conflict):
    """409: what is the case now, in words and as the lead stands, with everything needed to try again."""
    notice = Notice(conflict.message, is_problem=True)
    lead = Lead.objects.with_names().get(pk=conflict.lead.pk)
    if request.htmx:
        return fragment(request, lead, notice, status=409)
    context = {"lead": lead, "message": conflict.message, "body": request.POST.get("body", "")}
    prepare_leads(request.membership, [lead])
    return render(request, "409.html", context, status=409)


def fragment(request, lead, notice, *, status=200):
    """The lead in the shape in which it was changed (card, row or its page), and the notice beside it."""
    shape = shape_of(request)
    prepare_leads(request.membership, [lead])
    context = {"lead": lead, "notice": notice}
    if shape == "lead":
        context |= page_context(request, lead)
    elif shape == "row":
        context["row"] = LeadTable([lead]).rows[0]
    template = "leads/_gone.html" if lead.deleted_at and shape != "lead" else FRAGMENTS[shape]
    response = render(
        request,
        "leads/_changed.html",
        {**context, "template": template, "shape": shape, "undo_target": f"{shape}-{lead.reference}"},
        status=status,
    )
    response.headers["HX-Trigger"] = "list-changed"
    return response


def shape_of(request):
    """What htmx swaps, by the id of its target: `card-LD-…`, `row-LD-…` or `lead-LD-…`."""
    shape = (request.htmx.target or "").partition("-")[0]
    return shape if shape in FRAGMENTS else "card"
