from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.access import PartnerPage
from leadhub.lists.machine import ListExport, ListPage
from leads.exports import LEAD_COLUMNS
from leads.filters import DeletedFilterSet, LeadFilterSet
from leads.models import Lead
from leads.permissions import may_export_leads
from leads.tables import DeletedTable, LeadTable
from leads.views.context import prepare_leads

LEADS = ("%(count)s lead", "%(count)s leads")


class PartnerList(PartnerPage, ListPage, View):
    """A list of the partner one acts for."""

    @property
    def owner(self):
        return self.request.membership.partner.slug


class LeadList(PartnerList):
    """The Leads page (O-05…28)."""

    url_name = "leads"
    title = _("Leads")
    noun = LEADS
    filterset_class = LeadFilterSet
    table_class = LeadTable
    card_template = "leads/_card.html"
    template_name = "leads/list.html"

    def get_queryset(self):
        return Lead.objects.visible_to(self.request.membership).with_names()

    def extra_context(self, page):
        prepare_leads(self.request.membership, page.rows, self.filters.statuses)
        return {"may_export": may_export_leads(self.request.membership)}


class LeadExport(PartnerPage, ListExport, View):
    """**Export** (O-29…31): exactly what the page counted, in its order."""

    url_name = "leads_export"
    filterset_class = LeadFilterSet
    csv_name = "leads"
    csv_columns = LEAD_COLUMNS

    def may_export(self):
        return may_export_leads(self.request.membership)

    def get_queryset(self):
        return Lead.objects.visible_to(self.request.membership)


class DeletedList(PartnerList):
    """What was deleted in the last 30 days (O-17)."""

    url_name = "leads_deleted"
    title = _("Deleted leads")
    noun = LEADS
    filterset_class = DeletedFilterSet
    table_class = DeletedTable
    template_name = "leads/deleted.html"

    def get_queryset(self):
        return Lead.objects.restorable_by(self.request.membership).with_names()

    def extra_context(self, page):
        prepare_leads(self.request.membership, page.rows)
        return {}
