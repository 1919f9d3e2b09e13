"""How a change answers: the fresh fragment to htmx, 303 to the page it was made from without (PRODUCT §10)."""

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse

from leadhub.notices import Notice, keep
from leadhub.redirects import back_to_page, own_path
from leads.filters import LeadFilterSet
from leads.models import Lead
from leads.tables import LeadTable
from leads.views.context import page_context, prepare_leads
from leads.views.neighbours import list_query

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
    lead = Lead.objects.with_details().get(pk=conflict.lead.pk)
    if request.htmx:
        return fragment(request, lead, notice, status=409)
    context = {"lead": lead, "message": conflict.message, "body": request.POST.get("body", "") or request.POST.get("details", "")}
    prepare_leads(request.membership, [lead])
    return render(request, "409.html", context, status=409)


def fragment(request, lead, notice, *, status=200):
    """The lead in the shape in which it was changed (card, row or its page), and the notice beside it."""
    shape = shape_of(request)
    is_gone = bool(lead.deleted_at) and shape != "lead"
    context = {
        "lead": lead,
        "notice": notice,
        "shape": shape,
        "template": "leads/_gone.html" if is_gone else FRAGMENTS[shape],
        "undo_target": f"{shape}-{lead.reference}",
        "is_seen": is_gone and not notice.is_problem,
    }
    if shape == "lead":
        prepare_leads(request.membership, [lead])
        context |= page_context(request, lead)
    else:
        prepare_where_it_stands(request, lead)
        context["list_query"] = list_query(request)
        context["row"] = LeadTable([lead]).rows[0]
    response = render(request, "leads/_changed.html", context, status=status)
    response.headers["HX-Trigger"] = "list-changed"
    return response


def prepare_where_it_stands(request, lead):
    """Prepare a lead that stays on its list, and say whether that list's filter would still show it."""
    filters = filters_of_page(request, lead)
    prepare_leads(request.membership, [lead], filters.statuses if filters else None)
    lead.is_out = bool(filters) and not filters.qs.exists()


def filters_of_page(request, lead):
    """The filter of the Leads page that htmx asks from, over this lead alone; None where that page shows it in any case."""
    path, _, query = own_path(request, request.htmx.current_url or "").partition("?")
    if path != reverse("leads"):
        return None
    this_one = Lead.objects.visible_to(request.membership).filter(pk=lead.pk)
    filters = LeadFilterSet(QueryDict(query), this_one, request=request)
    return filters if filters.narrows or lead.is_test else None


def panel_or_page(request, panel, page, context, *, status=200):
    """A form about a lead: htmx puts it into the panel over the page, wherever it was asked from; else it is a page of its own.

    That page carries along where the form was asked for, so that its answer leads back there.
    """
    if not request.htmx:
        before = own_path(request, request.POST.get("next", "")) or own_path(request, request.headers.get("Referer", ""))
        own = before.partition("?")[0] == request.path
        return render(request, page, {"next": "" if own else before, **context}, status=status)
    response = render(request, panel, context, status=status)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#panel-body", "innerHTML"
    return response


def shape_of(request):
    """What htmx swaps, by the id of its target: `card-LD-…`, `row-LD-…` or `lead-LD-…`."""
    shape = (request.htmx.target or "").partition("-")[0]
    return shape if shape in FRAGMENTS else "card"
