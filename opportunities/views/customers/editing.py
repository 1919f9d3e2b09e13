"""Adding and editing a customer: one form each, by whoever works with customers; somebody faster is answered 409."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import GuardedPage
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from opportunities.actions import StaleCustomer
from opportunities.permissions import may_edit_customers


class CustomerEditor(GuardedPage, View):
    """`form_class(customer, membership, data)` shows a customer; `save(form)` returns what is stored.

    `customer` is the one that is edited, None for a new one; it is found (404) before a form is read.
    """

    permission = may_edit_customers
    form_class = None
    template_name = ""
    customer = None

    def get(self, request, **kwargs):
        return self.show(self.form_class(self.customer, request.membership, initial=self.initial()))

    def post(self, request, **kwargs):
        form = self.form_class(self.customer, request.membership, request.POST)
        if form.is_looking:
            return self.show(form.redrawn())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            saved = self.save(form)
        except StaleCustomer as conflict:
            if not form.stands_in(conflict.customer):  # else it is done: a double click
                return self.show_stale(form, conflict)
            saved = conflict.customer
        if saved is None:
            return self.show(form, status=422)
        self.tell(saved, form)
        return SeeOther(saved.url)

    def initial(self):
        return {}

    def tell(self, saved, form):
        keep(self.request, Notice(_("%(name)s is saved.") % {"name": saved.name}))

    def show_stale(self, form, conflict):
        """Beside what is there now, and with its version: whoever has read that and saves again means it."""
        data = self.request.POST.copy()
        data["version"] = conflict.customer.version
        again = self.form_class(conflict.customer, self.request.membership, data)
        return self.show(again, conflict=conflict, status=409)

    def show(self, form, *, status=200, conflict=None):
        # Found anew: a form that was refused has changed the one at hand already.
        customer = self.customer and type(self.customer).objects.get(pk=self.customer.pk)
        context = {"form": form, "customer": customer, "conflict": conflict}
        return render(self.request, self.template_name, context, status=status)
