"""A user, as people write them, with the companies that they are in."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from accounts.forms.words import FILL_IN, NO_EMAIL
from leadhub.form_fields import TOO_LONG, Line, Unlimited
from leadhub.references import normal
from opportunities.forms.customer import CustomerForm
from opportunities.models import CustomerCompany, CustomerUser

MOST_FOUND, MOST_RECENT, MOST_CHOSEN = 20, 8, 100


class EmailAddress(Unlimited, forms.EmailField):
    """In lower case, in which it is kept."""

    def to_python(self, value):
        return super().to_python(value).lower()


class UserForm(CustomerForm):
    """A user's companies are looked for and ticked in the form itself; looking saves nothing and keeps what was typed."""

    model, facts = CustomerUser, ("name", "email", "phone", "job_title")
    known = None  # who has this e-mail already, where that is the reader's to know

    name = NameField(label=_("Name"), max_length=255, error_messages={"required": FILL_IN})
    email = EmailAddress(
        label=_("E-mail"), max_length=254, error_messages={"required": FILL_IN, "invalid": NO_EMAIL} | TOO_LONG,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = Line(label=_("Phone"), max_length=255, required=False)
    job_title = Line(label=_("Job title"), max_length=255, required=False)
    companies = forms.Field(label=_("Companies"), required=False, widget=forms.SelectMultiple(attrs={"id": "companies"}))

    def __init__(self, customer, membership, data=None, *, initial=None):
        super().__init__(customer, membership, data, initial=initial)
        if customer and not initial:
            self.initial["companies"] = list(self.companies_now.values_list("reference", flat=True))

    @property
    def companies_now(self):
        """Those that the user is in, as far as the reader sees."""
        return self.offered.filter(users=self.customer)

    @property
    def offered(self):
        return CustomerCompany.objects.visible_to(self.membership).order_by("name_key", "pk")

    # --- looking for companies --------------------------------------------------------------------

    @property
    def looked_for(self):
        """The search text, as the page shows it."""
        return (self.data.get("looked_for", "") if self.is_bound else self.initial.get("looked_for", "")).strip()[:200]

    @property
    def is_looking(self):
        """Asked by its button; or by Enter, which presses **Save**: a search that was typed and not yet answered."""
        is_new = self.looked_for != self.data.get("answered", "").strip()
        return "look" in self.data or (bool(self.looked_for) and is_new)

    def redrawn(self):
        """The form as it was typed, right or wrong, with what is found."""
        typed = {name: self.data.get(name, "") for name in (*self.facts, "version", "looked_for")}
        typed["companies"] = self.data.getlist("companies")
        return type(self)(self.customer, self.membership, initial=typed)

    @cached_property
    def chosen(self):
        """The companies ticked so far."""
        references = [normal(text) for text in self["companies"].value() or [] if text.isprintable()]
        return list(self.offered.filter(reference__in=references[:MOST_CHOSEN]))

    @cached_property
    def found(self):
        """Companies to tick: those found, or without a search the latest; one more than is shown where there are more."""
        others = self.offered.exclude(pk__in=[company.pk for company in self.chosen])
        if self.looked_for:
            return list(others.matching(self.looked_for)[: MOST_FOUND + 1])
        return list(others.order_by("-created_at", "-pk")[:MOST_RECENT])

    @property
    def found_shown(self):
        return self.found[:MOST_FOUND]

    @property
    def has_more(self):
        return len(self.found) > MOST_FOUND

    # --- what is sent -----------------------------------------------------------------------------

    def clean_companies(self):
        sent = set(self.cleaned_data["companies"])
        if len(sent) > MOST_CHOSEN:
            raise ValidationError(_("A user can be in 100 companies; these are %(count)d."), params={"count": len(sent)})
        if len(self.chosen) < len(sent):
            raise ValidationError(_("One of these companies is not there any more. Choose again."))
        return self.chosen

    def stands_in(self, customer):
        stored = set(self.offered.filter(users=customer))
        return super().stands_in(customer) and stored == set(self.cleaned_data["companies"])

    def refuse_email(self, taken):
        self.add_error("email", taken.message)
        self.known = CustomerUser.objects.visible_to(self.membership).filter(pk=taken.user.pk).first()
