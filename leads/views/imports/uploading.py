"""The way in: the earlier imports, and the form that takes a file."""

from django.conf import settings
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from leadhub.redirects import SeeOther
from leadhub.uploads import FileToDisk
from leads.forms.imports import UploadForm
from leads.importing import BadFile
from leads.importing.deciding import upload
from leads.models import LeadImport
from leads.views.imports.finding import FILE, STEPS, ImportsPage

EARLIER = 50


@method_decorator(csrf_exempt, name="dispatch")
class Imports(ImportsPage):
    """GET the earlier imports and the form; POST a file. The one address of LeadHub that takes one.

    The CSRF check reads the form, and the file with it: it is made once the handler stands that streams to disk.
    """

    http_method_names = ["get", "head", "post"]

    def get(self, request):
        return self.show(UploadForm())

    def post(self, request):
        handler = FileToDisk(request, most=settings.IMPORT_MOST_MB << 20)
        request.upload_handlers = [handler]
        return self.take(request, handler)

    @method_decorator(csrf_protect)
    def take(self, request, handler):
        form = UploadForm(request.POST, request.FILES)
        if handler.is_too_large:
            form.errors.clear()
            words = _("The file is larger than %(most)s MB. Split it and import the parts one after the other.")
            form.errors["file"] = form.error_class([words % {"most": settings.IMPORT_MOST_MB}])
            return self.show(form, status=413)
        if not form.is_valid():
            return self.show(form, status=422)
        file = form.cleaned_data["file"]
        try:
            lead_import = upload(file, name=file.name, membership=request.membership, by=request.user)
        except BadFile as bad:
            form.add_error("file", f"“{file.name}” {bad}")
            return self.show(form, status=422)
        return SeeOther(f"{lead_import.url}columns/")

    def show(self, form, *, status=200):
        earlier = LeadImport.objects.visible_to(self.request.membership).exclude(state=LeadImport.State.DISCARDED).with_names()
        context = {
            "form": form,
            "steps": STEPS.items(),
            "current": FILE,
            "most": settings.IMPORT_MOST_MB,
            "imports": earlier[:EARLIER],
            "are_all": earlier.count() <= EARLIER,
        }
        return render(self.request, "imports/list.html", context, status=status)
