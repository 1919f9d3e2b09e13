"""The other leads of the person of a lead (PRODUCT §6: another interest of the same person is a lead of its own)."""

from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode

from leads.filters import TEST
from leads.models import Lead

MOST_RELATED = 5


class RelatedLeads:
    """The newest of them that this membership sees; test leads too, badged. Asks the database when first looked at, once."""

    def __init__(self, membership, lead):
        self.membership, self.lead = membership, lead

    @cached_property
    def found(self):
        same = Lead.objects.visible_to(self.membership).same_person(self.lead).with_names().select_related("status")
        return list(same[: MOST_RELATED + 1])

    def __iter__(self):
        return iter(self.found[:MOST_RELATED])

    def __bool__(self):
        return bool(self.found)

    @property
    def more(self):
        return len(self.found) > MOST_RELATED

    @property
    def url(self):
        """The Leads page, searched for the e-mail; of a test lead among the test leads, which the page leaves out otherwise."""
        query = {"q": self.lead.email} | ({"marked": TEST} if self.lead.is_test else {})
        return f"{reverse('leads')}?{urlencode(query)}"
