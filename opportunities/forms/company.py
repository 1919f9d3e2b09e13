"""A company, as people write it."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from accounts.forms.words import FILL_IN
from leadhub.form_fields import TOO_LONG, Line, Unlimited
from opportunities.forms.customer import CustomerForm
from opportunities.models import CustomerCompany

NO_ADDRESS = _("This does not look like a web address, as in https://www.example.com.")


class WebAddress(Unlimited, forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"], message=NO_ADDRESS)]
    default_error_messages = {"invalid": NO_ADDRESS}


class CompanyForm(CustomerForm):
    model, facts = CustomerCompany, ("name", "country", "website")

    name = NameField(label=_("Name"), max_length=255, error_messages={"required": FILL_IN})
    country = Line(label=_("Country"), max_length=255, required=False)
    website = WebAddress(
        label=_("Website"), max_length=255, required=False, assume_scheme="https", error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
