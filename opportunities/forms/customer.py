"""What the forms of companies and of users have in common: both carry the version that was shown."""

from functools import cached_property

from django import forms

from leadhub.form_fields import HiddenNumber


class CustomerForm(forms.Form):
    """`customer` is the one that is edited, None for a new one. A concrete form names its model and the facts it writes."""

    model, facts = None, ()
    is_looking = False

    version = HiddenNumber()

    def __init__(self, customer, membership, data=None, *, initial=None):
        self.customer, self.membership = customer, membership
        known = {name: getattr(customer, name) for name in (*self.facts, "version")} if customer else {}
        super().__init__(data, initial=known | (initial or {}))

    @cached_property
    def written(self):
        """The customer as the form says; not yet stored."""
        customer = self.customer or self.model()
        for name in self.facts:
            setattr(customer, name, self.cleaned_data[name])
        return customer

    def stands_in(self, customer):
        """Whether the stored customer is already as this form says."""
        return all(getattr(customer, name) == self.cleaned_data[name] for name in self.facts)
