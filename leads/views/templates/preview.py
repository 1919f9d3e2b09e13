from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property

from leadhub.form_fields import whole_number
from leads.forms.hosted import HostedForm
from leads.forms.template import TemplateForm
from leads.views.templates.finding import TemplateView


class PreviewTemplate(TemplateView):
    """The form as a visitor sees it, of any version. Sending it only checks what was typed; nothing is stored."""

    @cached_property
    def version(self):
        """The one that `?version=2` names, else the newest."""
        number = whole_number(self.request.GET.get("version", str(self.template.current.number)))
        found = self.template.versions.filter(number=number).first()
        if found is None:
            raise Http404
        return found

    def get(self, request):
        return self.show(self.form())

    def post(self, request):
        form = self.form(request.POST)
        is_valid = form.is_valid()
        return self.show(form, status=200 if is_valid else 422, is_valid=is_valid)

    @cached_property
    def offered(self):
        """What a visitor can ask about."""
        return [use.offering for use in self.template.uses.all() if use.offering.is_active]

    def form(self, data=None):
        if not self.offered:
            return TemplateForm(data, version=self.version)
        return HostedForm(data, version=self.version, offered=self.offered)

    def show(self, form, *, status=200, is_valid=False):
        listings = {offering.listing for offering in self.offered}
        context = {"template": self.template, "version": self.version, "form": form, "is_valid": is_valid}
        context |= {"url": self.request.get_full_path(), "about": listings.pop() if len(listings) == 1 else None}
        return render(self.request, "lead_templates/preview.html", context, status=status)
