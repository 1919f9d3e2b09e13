from django.utils.translation import gettext_lazy as _

from accounts.access import GuardedPage
from accounts.lists import PartnerList
from leads.models import LeadTemplate
from leads.permissions import may_manage_templates
from leads.template_list import TemplateFilterSet, TemplateTable


class TemplateList(GuardedPage, PartnerList):
    """All templates of the vendor."""

    permission = may_manage_templates
    model = LeadTemplate
    url_name = "templates"
    title = _("Lead templates")
    noun = ("%(count)s template", "%(count)s templates")
    filterset_class = TemplateFilterSet
    table_class = TemplateTable
    template_name = "lead_templates/list.html"

    def get_queryset(self):
        return super().get_queryset().with_form()
