from django.views import View

from accounts.access import PartnerPage
from leadhub.lists.machine import ListPage


class PartnerList(PartnerPage, ListPage, View):
    """A list of the partner one acts for: a cursor of one partner's list fits no other's."""

    @property
    def owner(self):
        return self.request.membership.partner.slug
