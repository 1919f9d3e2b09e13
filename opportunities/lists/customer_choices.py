"""Customers as choices of a filter: there may be any number, so the first by name are listed, and the chosen one."""

import re
from functools import cached_property

import django_filters as df

from leadhub.references import normal

MOST_LISTED = 200
REFERENCE = re.compile(r"[A-Z]{2}(-[0-9A-Z]{4}){2}")


class CustomerChoiceFilter(df.ChoiceFilter):
    """One customer, by reference. `customers(request)` gives those that may be chosen; `first` are choices besides."""

    def __init__(self, *, customers, first=(), **extra):
        self.customers, self.first = customers, list(first)
        super().__init__(choices=(), **extra)

    @property
    def field(self):
        self.extra["choices"] = lambda: self.offered
        return super().field

    @cached_property
    def offered(self):
        """Asked once a request (a filter set has filters of its own), and only where the choices are needed."""
        customers, wanted = self.customers(self.parent.request), normal(self.parent.data.get(self.field_name, ""))
        listed = list(customers.order_by("name_key", "pk").values_list("reference", "name")[:MOST_LISTED])
        if len(listed) == MOST_LISTED and REFERENCE.fullmatch(wanted) and wanted not in dict(listed):
            listed += customers.filter(reference=wanted).values_list("reference", "name")
        return [*self.first, *listed]
