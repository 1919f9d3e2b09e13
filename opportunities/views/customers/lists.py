from django.utils.translation import gettext_lazy as _

from accounts.lists import PartnerExport, PartnerList
from opportunities.lists.customers import COMPANY_COLUMNS, CompanyFilterSet, CompanyTable, UserFilterSet, UserTable, user_columns
from opportunities.models import CustomerCompany, CustomerUser
from opportunities.permissions import may_create_opportunities, may_edit_customers, may_export_customers


class CustomerList(PartnerList):
    """Open to everybody of the partner; Viewers read."""

    def extra_context(self, page):
        membership = self.request.membership
        return {
            "may_edit": may_edit_customers(membership),
            "may_export": may_export_customers(membership),
            "may_create": may_create_opportunities(membership),
        }


class UserList(CustomerList):
    model = CustomerUser
    url_name = "customer_users"
    title = _("Users")
    noun = ("%(count)s user", "%(count)s users")
    filterset_class = UserFilterSet
    table_class = UserTable
    template_name = "customers/users.html"

    def get_queryset(self):
        return super().get_queryset().with_companies(self.request.membership)


class CompanyList(CustomerList):
    model = CustomerCompany
    url_name = "customer_companies"
    title = _("Companies")
    noun = ("%(count)s company", "%(count)s companies")
    filterset_class = CompanyFilterSet
    table_class = CompanyTable
    template_name = "customers/companies.html"

    def get_queryset(self):
        return super().get_queryset().with_user_count(self.request.membership)


class CustomerExport(PartnerExport):
    def may_export(self):
        return may_export_customers(self.request.membership)


class UserExport(CustomerExport):
    model = CustomerUser
    url_name = "customer_users_export"
    filterset_class = UserFilterSet
    csv_name = "users"

    @property
    def csv_columns(self):
        return user_columns(self.request.membership)


class CompanyExport(CustomerExport):
    model = CustomerCompany
    url_name = "customer_companies_export"
    filterset_class = CompanyFilterSet
    csv_name = "companies"
    csv_columns = COMPANY_COLUMNS

    def get_queryset(self):
        return super().get_queryset().with_user_count(self.request.membership)
