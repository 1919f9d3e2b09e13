"""What is typed on the setup page: the opportunity's name, and a lead's customer as far as it is not there yet (A-33)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import NameField
from accounts.forms.words import FILL_IN
from leadhub.form_fields import Line
from leadhub.text import fold, one_line
from opportunities.actions import Buyer
from opportunities.models import CustomerCompany, CustomerUser

NEW = "new"


class SaleNameForm(forms.Form):
    name = Line(label=gettext_lazy("Name of the opportunity"), max_length=255, required=False)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id="sale_%s", **kwargs)


class BuyerForm(forms.Form):
    """A lead's customer: `user` None asks for a new one; `companies` are those to choose from, beside a new one."""

    buyer_name = NameField(label=gettext_lazy("Name"), max_length=255, error_messages={"required": FILL_IN})
    buyer_email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, error_messages={"required": FILL_IN})
    buyer_phone = Line(label=gettext_lazy("Phone"), max_length=255, required=False)
    buyer_job_title = Line(label=gettext_lazy("Job title"), max_length=255, required=False)
    buyer_company = forms.ChoiceField(
        label=gettext_lazy("Company"), widget=forms.RadioSelect,
        error_messages={name: gettext_lazy("Choose one of these.") for name in ("required", "invalid_choice")},
    )  # fmt: skip
    buyer_company_name = Line(label=gettext_lazy("Name of the new company"), max_length=255, required=False)
    buyer_country = Line(label=gettext_lazy("Country"), max_length=255, required=False)

    USER_FIELDS = ("buyer_name", "buyer_email", "buyer_phone", "buyer_job_title")

    def __init__(self, data=None, *, lead, user, companies):
        super().__init__(data, auto_id="%s")
        self.user, self.companies = user, {company.reference: company for company in companies}
        for name in self.USER_FIELDS if user else ():
            del self.fields[name]
        words = _("Create a new company")
        choices = [(reference, company.name) for reference, company in self.companies.items()]
        self.fields["buyer_company"].choices = [*choices, (NEW, words)]
        self.initial = self._from(lead)

    def _from(self, lead):
        is_certain = len(self.companies) == 1
        return {
            "buyer_name": one_line(f"{lead.first_name} {lead.last_name}"), "buyer_email": lead.email, "buyer_phone": lead.phone,
            "buyer_job_title": lead.job_title, "buyer_company_name": lead.company, "buyer_country": lead.country,
            "buyer_company": next(iter(self.companies)) if is_certain else "" if self.companies else NEW,
        }  # fmt: skip

    def clean(self):
        data = self.cleaned_data
        if data.get("buyer_company") == NEW and not data.get("buyer_company_name") and "buyer_company_name" not in self.errors:
            self.add_error("buyer_company_name", _("A purchase needs a company. Write its name."))
        return data

    @property
    def user_fields(self):
        return [self[name] for name in self.USER_FIELDS if name in self.fields]

    @property
    def buyer(self):
        """The Buyer, whose missing parts are not stored yet."""
        data = self.cleaned_data
        company = self.companies.get(data["buyer_company"])
        company = company or CustomerCompany(name=data["buyer_company_name"], country=data["buyer_country"])
        user = self.user or CustomerUser(
            name=data["buyer_name"], email=data["buyer_email"], phone=data["buyer_phone"], job_title=data["buyer_job_title"]
        )
        return Buyer(user, company)


def companies_for(choice):
    """Those to choose from for a lead's customer: the user's own, and whichever bear the name that the lead gives."""
    named = choice.companies.filter(name_folded=fold(choice.lead.company)) if choice.lead.company else choice.companies.none()
    return list(dict.fromkeys([*choice.own_companies, *named[:10]]))


def buyer_form(choice, data=None, *, typed=None):
    """The form for what is missing of a lead's customer; None where user and company are chosen.

    `data` is sent to be checked; `typed` is shown again as it is.
    """
    if not choice.lead or (choice.user and choice.company) or (choice.company and not choice.user):
        return None
    form = BuyerForm(data, lead=choice.lead, user=choice.user, companies=companies_for(choice))
    form.initial |= {name: typed[name] for name in form.fields if name in typed} if typed else {}
    return form
