"""The Users and Companies lists: how they are ordered, narrowed and shown, and the columns of their files."""

import django_filters as df
from django import forms
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from leadhub.lists.export import CsvColumn, IsoTime
from leadhub.lists.filters import ListFilterSet
from leadhub.lists.keyset import Order
from leadhub.lists.tables import CellColumn, ListTable
from opportunities.lists.customer_choices import CustomerChoiceFilter
from opportunities.models import CustomerCompany, Employment

BY_DATE = ("created_at", "id")
CUSTOMER_ORDERS = (
    Order("-created", _("Date added (newest first)"), BY_DATE, descending=True),
    Order("created", _("Date added (oldest first)"), BY_DATE),
    Order("name", _("Name"), ("name_key", "id")),
)
SORTED_BY_HEAD = {"name": ("name", None), "added": ("created", "-created")}
NONE = "none"


def companies_seen(request):
    return CustomerCompany.objects.visible_to(request.membership)


class UserFilterSet(ListFilterSet):
    orders = CUSTOMER_ORDERS

    company = CustomerChoiceFilter(
        customers=companies_seen, first=[(NONE, _("Without a company"))], method="in_company", label=_("Company"),
        empty_label=_("Any company or none"),
    )  # fmt: skip

    def in_company(self, queryset, name, value):
        if value == NONE:
            return queryset.with_company(self.request.membership, False)
        return queryset.filter(pk__in=Employment.objects.filter(company__reference=value).values("user"))


class CompanyFilterSet(ListFilterSet):
    orders = CUSTOMER_ORDERS

    users = df.ChoiceFilter(
        method="by_users", choices=[("some", _("With users")), (NONE, _("Without users"))], label=_("Users"),
        empty_label=_("All companies"), widget=forms.RadioSelect,
    )  # fmt: skip

    def by_users(self, queryset, name, value):
        return queryset.with_users(self.request.membership, value != NONE)


class UserTable(ListTable):
    name = CellColumn("customers/cells/name.html", _("User"))
    companies = CellColumn("customers/cells/companies.html", _("Companies"))
    email = CellColumn("customers/cells/email.html", _("E-mail"))
    phone = CellColumn("customers/cells/phone.html", _("Phone"))
    added = CellColumn("customers/cells/added.html", _("Added"))

    css_name = "customers-table"
    orders = SORTED_BY_HEAD


class CompanyTable(ListTable):
    name = CellColumn("customers/cells/name.html", _("Company"))
    users = CellColumn("customers/cells/users.html", _("Users"))
    country = CellColumn("customers/cells/country.html", _("Country"))
    website = CellColumn("customers/cells/website.html", _("Website"))
    added = CellColumn("customers/cells/added.html", _("Added"))

    css_name = "companies-table"
    orders = SORTED_BY_HEAD


class Joined(Subquery):
    """The texts of a query of one column, called `text`, in its order: `one; two`."""

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="(SELECT GROUP_CONCAT(text, '; ') FROM (%(subquery)s) AS listed)")

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="(SELECT STRING_AGG(text, '; ') FROM (%(subquery)s) AS listed)")


def user_columns(membership):
    """The columns of the Users file; its companies are those that one sees."""
    companies = CustomerCompany.objects.visible_to(membership).filter(employments__user=OuterRef("pk"))
    return (
        CsvColumn("User ID", "reference"),
        CsvColumn("Name", "name"),
        CsvColumn("Email", "email"),
        CsvColumn("Phone", "phone"),
        CsvColumn("Job title", "job_title"),
        CsvColumn("Companies", Joined(companies.order_by("name_key", "pk").values(text=F("name")))),
        CsvColumn("Added", IsoTime("created_at")),
    )


COMPANY_COLUMNS = (
    CsvColumn("Company ID", "reference"),
    CsvColumn("Name", "name"),
    CsvColumn("Country", "country"),
    CsvColumn("Website", "website"),
    CsvColumn("Users", "user_count", text=False),
    CsvColumn("Added", IsoTime("created_at")),
)
