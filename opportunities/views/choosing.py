"""The pages on which a sale is put together: setup, then checkout where there is one."""

from django.http import Http404
from django.views import View

from leadhub.rules import require
from opportunities.choosing import Choice, Unknown
from opportunities.permissions import may_create_opportunities
from opportunities.views.finding import SalesPage


class ChoicePage(SalesPage, View):
    """A page whose address says what is chosen. A customer, product or lead of somebody else's is not there (404)."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Unknown as unknown:
            raise Http404 from unknown

    def choose(self, data):
        """The Choice that `data`, the address or the form, stands for; for those who may create opportunities."""
        require(may_create_opportunities(self.request.membership, self.sales))
        return Choice(self.request.membership, data)
