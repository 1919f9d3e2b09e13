"""The list of opportunities (A-32): what it is narrowed by, in which orders, what it shows and exports."""

from functools import cached_property

import django_filters as df
from django import forms
from django.db.models import Case, CharField, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from leadhub.lists.export import CsvColumn, IsoTime
from leadhub.lists.filters import ListFilterSet
from leadhub.lists.keyset import Order
from leadhub.lists.tables import CellColumn, ListTable
from opportunities.models import Opportunity, OpportunityLine
from opportunities.selling import people_who_sell

ME = "me"

OPPORTUNITY_ORDERS = (
    Order("-created", _("Date created (newest first)"), ("created_at", "id"), descending=True),
    Order("created", _("Date created (oldest first)"), ("created_at", "id")),
    Order("name", _("Name"), ("name_key", "id")),
    Order("company", _("Company"), ("company_key", "id")),
)
DELETED_ORDERS = (Order("-deleted", _("Date deleted (newest first)"), ("deleted_at", "id"), descending=True),)


class OpportunityFilterSet(ListFilterSet):
    orders = OPPORTUNITY_ORDERS

    status = df.MultipleChoiceFilter(choices=Opportunity.Status, label=_("Status"), widget=forms.CheckboxSelectMultiple)
    owner = df.ChoiceFilter(method="owned_by", label=_("Owner"), empty_label=_("Anybody"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["owner"].extra["choices"] = lambda: self.owner_choices

    def owned_by(self, queryset, name, value):
        return queryset.filter(owner=self.request.user) if value == ME else queryset.filter(owner__reference=value)

    @cached_property
    def owner_choices(self):
        people = people_who_sell(self.request.membership)
        return [(ME, _("Me")), *{person.user.reference: person.user.name for person in people}.items()]


class DeletedFilterSet(ListFilterSet):
    orders = DELETED_ORDERS


class OpportunityTable(ListTable):
    status = CellColumn("opportunities/cells/status.html", _("Status"))
    name = CellColumn("opportunities/cells/name.html", _("Opportunity"))
    company = CellColumn("opportunities/cells/company.html", _("Company"))
    user = CellColumn("opportunities/cells/user.html", _("User"))
    total = CellColumn("opportunities/cells/total.html", _("Total"))
    owner = CellColumn("opportunities/cells/owner.html", _("Owner"))
    created = CellColumn("opportunities/cells/created.html", _("Created"))

    css_name = "opportunities-table"
    orders = {"name": ("name", None), "company": ("company", None), "created": ("created", "-created")}


class DeletedTable(ListTable):
    name = CellColumn("opportunities/cells/name.html", _("Opportunity"))
    company = CellColumn("opportunities/cells/company.html", _("Company"))
    deleted = CellColumn("opportunities/cells/deleted.html", _("Deleted"))
    restore = CellColumn("opportunities/cells/restore.html", _("Restore"))

    css_name = "deleted-table"


STATUS_WORDS = Case(
    When(status="open", then=Value("Open")),
    When(status="pending-review", then=Value("Pending review")),
    When(status="closed", then=Value("Closed")),
    output_field=CharField(),
)
LINES = (
    OpportunityLine.objects.filter(opportunity=OuterRef("pk")).order_by().values("opportunity").annotate(n=Count("pk")).values("n")
)

OPPORTUNITY_COLUMNS = (
    CsvColumn("Opportunity ID", "reference"),
    CsvColumn("Name", "name"),
    CsvColumn("Company", "company_name"),
    CsvColumn("User", "user_name"),
    CsvColumn("Email", "user__email"),
    CsvColumn("Status", STATUS_WORDS),
    CsvColumn("Owner", "owner__name"),
    CsvColumn("Partner", "partner__name"),
    CsvColumn("Products", Coalesce(Subquery(LINES), Value(0)), text=False),
    CsvColumn("Notes", "note_count", text=False),
    CsvColumn("Lead ID", "lead__reference"),
    CsvColumn("Created", IsoTime("created_at")),
    CsvColumn("Updated", IsoTime("updated_at")),
)
