from django.shortcuts import render

from opportunities.views.context import page_context
from opportunities.views.finding import OpportunityView


class OpportunityPage(OpportunityView):
    """One opportunity: its name, lines and totals, customer, notes, and what happened to it."""

    http_method_names = ["get", "head"]

    def show(self):
        return render_page(self)


def render_page(view, *, status=200, conflict="", typed="", form=None, note_form=None):
    """The page, also as the answer to a change that was not made: `conflict` says why, `typed` is what there is no form for."""
    context = page_context(view, form=form, note_form=note_form)
    return render(view.request, "opportunities/page.html", {**context, "conflict": conflict, "typed": typed}, status=status)
