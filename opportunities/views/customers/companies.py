from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from accounts.access import PartnerPage
from opportunities.actions import save_company
from opportunities.forms.company import CompanyForm
from opportunities.models import CustomerCompany, CustomerUser
from opportunities.views.customers.editing import CustomerEditor
from opportunities.views.customers.finding import find, sales_context

MOST_USERS = 50


class CompanyPage(PartnerPage, View):
    """A company: its facts, its users, and what is and was sold to it."""

    http_method_names = ["get", "head"]

    def get(self, request, reference):
        company = find(CustomerCompany.objects, request.membership, reference)
        users = CustomerUser.objects.visible_to(request.membership).filter(companies=company)
        shown = list(users.order_by("name_key", "pk")[: MOST_USERS + 1])
        context = {"customer": company, "users": shown[:MOST_USERS], "more_users": len(shown) > MOST_USERS}
        context |= sales_context(request.membership, company=company)
        return render(request, "customers/company.html", context | {"sale_query": f"company={company.reference}"})


class CompanyEditor(CustomerEditor):
    form_class = CompanyForm
    template_name = "customers/edit_company.html"

    def save(self, form):
        return save_company(form.written, by=self.request.membership, version=form.cleaned_data["version"])


class AddCompany(CompanyEditor):
    pass


class EditCompany(CompanyEditor):
    @cached_property
    def customer(self):
        return find(CustomerCompany.objects, self.request.membership, self.kwargs["reference"])
