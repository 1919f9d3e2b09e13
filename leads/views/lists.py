from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.lists import PartnerExport, PartnerList
from leadhub.lists.keyset import capped_count
from leadhub.lists.machine import COUNTED_UP_TO, number_in_words
from leads.exports import lead_columns
from leads.filters import TEST, DeletedFilterSet, LeadFilterSet
from leads.models import Lead
from leads.permissions import may_create_leads, may_export_leads, why_some_cannot_change
from leads.tables import DeletedTable, LeadTable
from leads.views.context import prepare_leads
from leads.views.neighbours import narrowing

LEADS = ("%(count)s lead", "%(count)s leads")
TEST_LEADS = ("%(count)s test lead", "%(count)s test leads")


class LeadList(PartnerList):
    """The Leads page (O-05…28)."""

    model = Lead
    url_name = "leads"
    title = _("Leads")
    filterset_class = LeadFilterSet
    table_class = LeadTable
    card_template = "leads/_card.html"
    template_name = "leads/list.html"
    count_template = "leads/_count.html"

    def get_queryset(self):
        return super().get_queryset().with_names()

    @property
    def noun(self):
        return TEST_LEADS if self.filters.value("marked") == TEST else LEADS

    def extra_context(self, page):
        prepare_leads(self.request.membership, page.rows, self.filters.statuses)
        return {
            "may_create": may_create_leads(self.request.membership),
            "may_export": may_export_leads(self.request.membership),
            "why_not": why_some_cannot_change(self.request.membership),
            "list_query": narrowing(self.filters.data),
        }

    @cached_property
    def due(self):
        """How many of all leads to get back to today, in words; empty for none (C-15)."""
        count = capped_count(Lead.objects.visible_to(self.request.membership).real().due(), COUNTED_UP_TO)
        return number_in_words(count) if count else ""

    @property
    def due_url(self):
        """Those leads, in the order and the view of this page."""
        return self.address("&".join(filter(None, ("due=1", self.filters.query_of("sort", "view")))))


class LeadExport(PartnerExport):
    """**Export** (O-29…31)."""

    model = Lead
    url_name = "leads_export"
    filterset_class = LeadFilterSet
    csv_name = "leads"

    @property
    def csv_columns(self):
        return lead_columns(self.request.membership)

    def may_export(self):
        return may_export_leads(self.request.membership)


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
