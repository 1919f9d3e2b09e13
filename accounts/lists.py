"""Lists of the partner one acts for, and their files."""

from django.views import View

from accounts.access import PartnerPage
from leadhub.lists.machine import ListExport, ListPage


class PartnerRows(PartnerPage):
    """`model` names what is listed. Every list, count and file starts at what the membership sees of it."""

    model = None

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.membership)


class PartnerList(PartnerRows, ListPage, View):
    """A list: a cursor of one partner's list fits no other's."""

    @property
    def owner(self):
        return self.request.membership.partner.slug


class PartnerExport(PartnerRows, ListExport, View):
    """**Export**: exactly what the list counted, in its order."""
