"""Who comes to an import's pages, which import it is, and what is shown of it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.access import GuardedPage
from leadhub.form_fields import whole_number
from leadhub.redirects import SeeOther
from leadhub.references import normal
from leads.importing.deciding import StaleImport
from leads.models import Lead, LeadImport
from leads.permissions import may_import_leads, may_undo_import

FILE, COLUMNS, PREVIEW, REPORT = "file", "columns", "preview", "report"
STEPS = {
    FILE: gettext_lazy("File"),
    COLUMNS: gettext_lazy("Columns"),
    PREVIEW: gettext_lazy("Preview"),
    REPORT: gettext_lazy("Import"),
}
LINKED = 25  # leads
NAMED = 200  # leads that people changed since
State = LeadImport.State


class ImportsPage(GuardedPage, View):
    """Asked first whether one may (403), then whose import it is (404); only then is a form read."""

    permission = may_import_leads


class ImportView(ImportsPage):
    """A page or a decision of one import: `self.lead_import`. What comes too late is answered 409, with what is now."""

    def dispatch(self, request, *args, reference, **kwargs):
        self.reference = normal(reference)
        try:
            return super().dispatch(request, *args, **kwargs)
        except StaleImport as stale:
            if stale.lead_import.state == State.MAPPING:  # the page of its columns says why
                return SeeOther(f"{stale.lead_import.url}columns/")
            return self.show(stale.lead_import, problem=str(stale), status=409)

    @cached_property
    def lead_import(self):
        found = LeadImport.objects.visible_to(self.request.membership).with_names().filter(reference=self.reference).first()
        if found is None:
            raise Http404
        return found

    @property
    def version(self):
        """The version that the form carries; None, which is never the present one, for nonsense."""
        return whole_number(self.request.POST.get("version", ""))

    def show(self, lead_import, *, status=200, **more):
        """The import as it stands: its preview, its progress or its report."""
        shown = {State.READY: "preview", State.DISCARDED: "discarded"}.get(lead_import.state)
        shown = shown or ("progress" if lead_import.is_at_work else "report")
        context = {
            "lead_import": lead_import,
            "steps": STEPS.items(),
            "current": PREVIEW if lead_import.state in LeadImport.OPEN else REPORT,
            "may_undo": may_undo_import(self.request.membership, lead_import),
            **(self.report(lead_import) if shown == "report" else {}),
            **more,
        }
        return render(self.request, f"imports/{shown}.html", context, status=status)

    def report(self, lead_import):
        """The leads that a report links to: some that were created, and those that Undo left to the people who changed them."""
        membership = self.request.membership
        created = Lead.objects.visible_to(membership).created_by(lead_import).order_by("pk")[:LINKED]
        kept = Lead.objects.known_to(membership).filter(reference__in=lead_import.kept_leads[:NAMED]).order_by("pk")
        return {
            "created_leads": created,
            "more_created": max(0, lead_import.created - LINKED),
            "kept_leads": kept,
            "more_kept": max(0, lead_import.kept - NAMED),
        }
