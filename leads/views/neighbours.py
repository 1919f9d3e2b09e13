"""Previous and next on a lead's page: within the search, filter and order of the list that it was opened from."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadhub.lists.filters import PRESENTATION, without_blanks
from leadhub.lists.machine import COUNTED_UP_TO, ListMachine, binding_of, number_in_words
from leadhub.lists.places import find_place
from leadhub.redirects import own_path
from leads.filters import TEST, LeadFilterSet
from leads.models import Lead

LOOKS = [name for name in PRESENTATION if name != "sort"]
OF_THE_PAGE = "all"  # the lead's page's own parameter: the whole of its timeline


def narrowing(data):
    """What of a list's address narrows and orders it, as the end of a link to a lead: "?q=ada&sort=company", or nothing."""
    query = without_blanks(data)
    for name in [*LOOKS, OF_THE_PAGE]:
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


def list_query(request):
    """The same for a card or row that htmx draws anew: of the Leads page that it stands on."""
    path, _mark, query = own_path(request, request.htmx.current_url or "").partition("?")
    return narrowing(QueryDict(query)) if path == reverse("leads") else ""


def page_query(request, lead):
    """The same for the lead's own page: of its address, or of the page that htmx asks from.

    A test lead is on no list but that of the test leads, whatever the page was opened from.
    """
    data = without_blanks(_page_data(request, lead))
    if lead.is_test and "marked" not in data:
        data["marked"] = TEST
    return narrowing(data)


def _page_data(request, lead):
    if not request.htmx:
        return request.GET
    path, _mark, query = own_path(request, request.htmx.current_url or "").partition("?")
    return QueryDict(query if path.lower() == lead.url.lower() else "")


@dataclass
class Neighbours:
    """Where a lead stands in the list that `query` ("?…" or nothing) describes; asks the database when first looked at."""

    request: object
    lead: Lead
    query: str

    @cached_property
    def filters(self):
        rows = Lead.objects.visible_to(self.request.membership)
        return LeadFilterSet(QueryDict(self.query[1:]), rows, request=self.request)

    @cached_property
    def problems(self):
        """Why there are no neighbours: what of the address is not understood."""
        return self.filters.problems

    @cached_property
    def place(self):
        owner = self.request.membership.partner.slug
        binding = binding_of("leads", owner, self.filters)
        order = self.filters.order
        rows = self.filters.qs.only("reference", "first_name", "last_name", "company", "email", *order.columns)
        return find_place(rows, order, self.lead, size=ListMachine.page_size, binding=binding, most=COUNTED_UP_TO)

    @property
    def words(self):
        """“4 of 57”; of a lead that a change took out of the list, that it is no longer there."""
        count = number_in_words(self.place.count)
        if not self.place.is_in:
            leads = ngettext("%(count)s lead", "%(count)s leads", self.place.count) % {"count": count}
            return _("No longer in this list · %(leads)s") % {"leads": leads}
        if self.place.position is None:
            return _("Further back than %(count)s") % {"count": number_in_words(COUNTED_UP_TO)}
        return _("%(position)s of %(count)s") % {"position": number_in_words(self.place.position), "count": count}

    @property
    def back_url(self):
        """The Leads page that has the lead, at the lead; at the one beside it where it is not on the list any more."""
        if self.problems:
            return reverse("leads")
        at = self.lead if self.place.is_in else self.place.previous or self.place.next
        position = f"after={self.place.after}" if self.place.after else ""
        query = "&".join(filter(None, (self.query[1:], position)))
        return f"{reverse('leads')}{'?' if query else ''}{query}" + (f"#at-{at.reference}" if at else "")

    @property
    def url(self):
        """This page."""
        return self.lead.url + self.query

    @property
    def previous_url(self):
        return self.place.previous.url + self.query if self.place.previous else ""

    @property
    def next_url(self):
        return self.place.next.url + self.query if self.place.next else ""

    @property
    def everything_url(self):
        """This page with the whole of the timeline."""
        return f"{self.lead.url}{self.query or '?'}{'&' if self.query else ''}{OF_THE_PAGE}=1"
