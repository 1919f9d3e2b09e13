from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import PartnerPage
from leadhub.notices import Notice, keep
from opportunities.actions import EmailTaken, save_user
from opportunities.forms.user import UserForm
from opportunities.models import CustomerCompany, CustomerUser
from opportunities.views.customers.editing import CustomerEditor
from opportunities.views.customers.finding import find, sales_context


class UserPage(PartnerPage, View):
    """A user: their facts, their companies, and what is and was sold to them."""

    http_method_names = ["get", "head"]

    def get(self, request, reference):
        customer = find(CustomerUser.objects, request.membership, reference)
        companies = list(CustomerCompany.objects.visible_to(request.membership).filter(users=customer).order_by("name_key", "pk"))
        query = f"user={customer.reference}" + (f"&company={companies[0].reference}" if companies else "")
        context = {"customer": customer, "companies": companies, "sale_query": query}
        return render(request, "customers/user.html", context | sales_context(request.membership, user=customer))


class UserEditor(CustomerEditor):
    form_class = UserForm
    template_name = "customers/edit_user.html"

    def save(self, form):
        """None where somebody has the e-mail: then the form says who, if that is theirs to know."""
        told = form.cleaned_data
        try:
            return save_user(form.written, told["companies"], by=self.request.membership, version=told["version"])
        except EmailTaken as taken:
            form.refuse_email(taken)


class AddUser(UserEditor):
    def initial(self):
        """`?company=CC-…`: the company's page asks for a user of it. One that is not theirs is not chosen."""
        return {"companies": [self.request.GET.get("company", "")]}

    def tell(self, saved, form):
        if saved.pk == form.written.pk:
            return super().tell(saved, form)
        words = _("%(name)s was known already, by this e-mail, and is among your users now. What else you typed was not saved.")
        return keep(self.request, Notice(words % {"name": saved.name}))


class EditUser(UserEditor):
    @cached_property
    def customer(self):
        return find(CustomerUser.objects, self.request.membership, self.kwargs["reference"])
