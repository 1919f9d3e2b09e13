from django.utils.translation import gettext_lazy as _

from accounts.lists import PartnerExport, PartnerList
from leadhub.rules import require
from opportunities.lists.opportunities import (
    OPPORTUNITY_COLUMNS,
    DeletedFilterSet,
    DeletedTable,
    OpportunityFilterSet,
    OpportunityTable,
)
from opportunities.models import Opportunity
from opportunities.permissions import may_create_opportunities, may_restore_opportunities, may_see_opportunities
from opportunities.views.context import prepare_opportunities
from opportunities.views.finding import SalesPage

OPPORTUNITIES = ("%(count)s opportunity", "%(count)s opportunities")


class OpportunityList(SalesPage, PartnerList):
    """The opportunities that this person's roles let them see (A-32)."""

    model = Opportunity
    url_name = "opportunities"
    title = _("Opportunities")
    noun = OPPORTUNITIES
    filterset_class = OpportunityFilterSet
    table_class = OpportunityTable
    card_template = "opportunities/_card.html"
    template_name = "opportunities/list.html"

    def get_queryset(self):
        return super().get_queryset().with_names().with_lines()

    def extra_context(self, page):
        prepare_opportunities(page.rows)
        return {
            "may_create": may_create_opportunities(self.request.membership, self.sales),
            "may_restore": may_restore_opportunities(self.request.membership),
        }


class OpportunityExport(SalesPage, PartnerExport):
    model = Opportunity
    url_name = "opportunities_export"
    filterset_class = OpportunityFilterSet
    csv_name = "opportunities"
    csv_columns = OPPORTUNITY_COLUMNS

    def may_export(self):
        return may_see_opportunities(self.request.membership)


class DeletedList(SalesPage, PartnerList):
    """What was deleted in the last 30 days, for those who may bring it back."""

    url_name = "opportunities_deleted"
    title = _("Deleted opportunities")
    noun = OPPORTUNITIES
    filterset_class = DeletedFilterSet
    table_class = DeletedTable
    template_name = "opportunities/deleted.html"

    def get(self, request):
        require(may_restore_opportunities(request.membership))
        return super().get(request)

    def get_queryset(self):
        return Opportunity.objects.restorable_by(self.request.membership).with_names()
