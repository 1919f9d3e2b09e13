"""What the columns of the file become: as they were recognised, or as somebody says."""

import logging
from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadhub.redirects import SeeOther
from leads.actions.receiving import TEXTS
from leads.forms.imports import ColumnsForm
from leads.importing.checking import check
from leads.importing.columns import ANSWER, LEFT_OUT, NAMES, PEOPLE
from leads.importing.deciding import StaleImport, settle_columns
from leads.importing.reading import DELIMITERS
from leads.models import LeadImport
from leads.views.imports.finding import COLUMNS, STEPS, ImportView, State
from listings.models import Listing, Marketplace

log = logging.getLogger("leadhub.imports")

# A file so small is checked before the page answers; the worker takes over only where that broke off.
SMALL = 1 << 20  # bytes
WORKER_AFTER = timedelta(minutes=1)

WORDS = {
    **TEXTS,
    "external_id": _("ID of the row"),
    "full_name": _("Full name"),
    "status": _("Status"),
    "note": _("Note"),
    "created": _("Created"),
    "listing": _("Listing"),
    "marketplace": _("Marketplace"),
    "owner": _("Owner"),
}
ROLES = [(ANSWER, _("Keep as an answer")), (LEFT_OUT, _("Leave out")), *((name, WORDS[name]) for name in NAMES)]


class ImportColumns(ImportView):
    http_method_names = ["get", "head", "post"]

    def get(self, request):
        lead_import = self.lead_import
        if lead_import.state not in (State.MAPPING, State.READY):
            return SeeOther(lead_import.url)
        initial = {f"column_{number}": role for number, role in enumerate(lead_import.mapping)}
        chosen = {
            "listing": lead_import.listing and lead_import.listing.reference,
            "marketplace": lead_import.marketplace and lead_import.marketplace.slug,
        }
        return self.show_columns(self.form(initial={**initial, **chosen}))

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_columns(form, status=422)
        decided = {name: form.cleaned_data[name] for name in ("listing", "marketplace")}
        lead_import, is_small = self.lead_import, self.lead_import.size <= SMALL
        check_at = timezone.now() + WORKER_AFTER if is_small else None
        try:
            settle_columns(lead_import, mapping=form.mapping, **decided, version=self.version, check_at=check_at)
        except StaleImport as stale:
            return self.too_late(stale, form, decided)
        if is_small:
            check_now(lead_import)
        return SeeOther(lead_import.url)

    def too_late(self, stale, form, decided):
        """A second click finds it done; what somebody else decided meanwhile is said, and what was chosen here is kept."""
        now = stale.lead_import
        if now.state not in LeadImport.OPEN:
            raise stale
        if now.state != State.MAPPING and {"mapping": form.mapping, **decided} == {
            "mapping": now.mapping, "listing": now.listing, "marketplace": now.marketplace,
        }:  # fmt: skip
            return SeeOther(now.url)
        words = _("Somebody settled the columns differently in the meantime. These are yours: go on with them, or reload the page.")
        return self.show_columns(form, problem=words, status=409)

    def form(self, data=None, **options):
        partner = self.request.membership.partner
        return ColumnsForm(
            data,
            labels=self.lead_import.header,
            roles=ROLES,
            single=NAMES.keys(),
            people=PEOPLE,
            listings=Listing.objects.nameable_by(partner).order_by("name"),
            marketplaces=Marketplace.objects.nameable_by(partner).order_by("name"),
            auto_id="%s",
            **options,
        )

    def show_columns(self, form, *, status=200, problem=""):
        lead_import = self.lead_import
        context = {
            "lead_import": lead_import,
            "form": form,
            "rows": zip(form.columns, lead_import.samples, strict=True),
            "recognised": sum(role not in (ANSWER, LEFT_OUT) for role in lead_import.mapping),
            "delimiter": DELIMITERS[lead_import.delimiter],
            "problem": problem or lead_import.problem,
            "steps": STEPS.items(),
            "current": COLUMNS,
        }
        return render(self.request, "imports/columns.html", context, status=status)


def check_now(lead_import):
    """Before the page answers. Whatever breaks here, the worker tries again."""
    try:
        check(lead_import)
    except Exception:
        log.exception("check failed")
