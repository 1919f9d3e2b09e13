"""An import on its way: its preview, its progress, its report; start it, discard it, take it back."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header

from leadhub.redirects import SeeOther
from leadhub.rules import require
from leads.importing import deciding
from leads.importing.deciding import StaleImport
from leads.importing.files import failed_pieces
from leads.permissions import may_undo_import
from leads.views.imports.finding import ImportView, State


class ImportPage(ImportView):
    """GET where it stands. htmx asks again and again while the worker is at it, and loads the page anew at the end."""

    http_method_names = ["get", "head"]

    def get(self, request):
        lead_import = self.lead_import
        if lead_import.state == State.MAPPING:
            return SeeOther(f"{lead_import.url}columns/")
        response = self.fragment() if request.htmx else self.show(lead_import)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def fragment(self):
        if not self.lead_import.is_at_work:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        may_undo = may_undo_import(self.request.membership, self.lead_import)
        return render(self.request, "imports/_progress.html", {"lead_import": self.lead_import, "may_undo": may_undo})


class Decision(ImportView):
    """POST `version`. A second click finds it decided, by whoever: `decided` are the states that it leads to."""

    http_method_names = ["post"]
    decided = ()

    def post(self, request):
        lead_import = self.lead_import
        try:
            self.decide(lead_import)
        except StaleImport as stale:
            if stale.lead_import.state not in self.decided:
                raise
        return SeeOther(lead_import.url)


class StartImport(Decision):
    decided = (State.RUNNING, State.DONE)

    def decide(self, lead_import):
        deciding.start(lead_import, version=self.version)


class UndoImport(Decision):
    decided = (State.UNDOING, State.UNDONE)

    def decide(self, lead_import):
        require(may_undo_import(self.request.membership, lead_import))
        deciding.undo(lead_import, version=self.version, by=self.request.user)


class DiscardImport(Decision):
    decided = (State.DISCARDED,)

    def decide(self, lead_import):
        deciding.discard(lead_import, version=self.version)


class FailedRowsFile(ImportView):
    """The rows that failed, to be mended and imported. 404 where there are none, and once the files are removed."""

    http_method_names = ["get", "head"]

    def get(self, request):
        lead_import = self.lead_import
        if not lead_import.has_failed_rows:
            raise Http404
        name = f"{lead_import.file_name.rpartition('.')[0] or lead_import.file_name}-failed.csv"
        response = StreamingHttpResponse(failed_pieces(lead_import), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["Cache-Control"] = "no-store"
        return response
