"""Who comes to a template's page, and which template it is."""

from django.http import Http404
from django.utils.functional import cached_property
from django.views import View

from accounts.access import GuardedPage
from leadhub.form_fields import whole_number
from leadhub.references import normal
from leads.models import LeadTemplate
from leads.permissions import may_manage_templates


class TemplatesPage(GuardedPage, View):
    """Asked first whether one may (403), then whose template it is (404); only then is a form read."""

    permission = may_manage_templates


class TemplateView(TemplatesPage):
    """A page or a change of one template: `self.template`, with all that its pages show."""

    def dispatch(self, request, *args, reference, **kwargs):
        self.reference = normal(reference)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def template(self):
        template = LeadTemplate.objects.visible_to(self.request.membership).with_form().filter(reference=self.reference).first()
        if template is None:
            raise Http404
        return template


def revision_in(data):
    """The revision that a form carries; None, which is never the present one, where it carries none or nonsense."""
    return whole_number(data.get("revision", ""))
