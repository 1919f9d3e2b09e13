"""**New Lead or Purchase**: choose a customer and products, then Create Opportunity or Continue to Checkout (A-08…22, A-33)."""

import secrets

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.problems import Problem, problems_of
from leadhub.redirects import SeeOther
from leadhub.rules import require
from opportunities.actions import Setup, create_from_lead, create_opportunity
from opportunities.choosing import for_lead
from opportunities.forms.setup import SaleNameForm, buyer_form
from opportunities.models import Opportunity
from opportunities.permissions import may_check_out, may_sell_to, role_for
from opportunities.tokens import token_of
from opportunities.views.choosing import ChoicePage

PLACES = {"email": "buyer_email"}  # where the page shows what an action says of a field


class SaleSetup(ChoicePage):
    """Choices stand in the address. POST: `create`, `checkout`, or one press of a button, which leads to the new address."""

    def get(self, request):
        choice = self.choose(request.GET)
        if choice.lead:
            for_lead(choice)
        return self.show(choice)

    def post(self, request):
        choice = self.choose(request.POST)
        if "create" in request.POST:
            return self.create(choice)
        if "checkout" in request.POST:
            return self.check_out(choice)
        place = choice.apply(request.POST)
        if choice.lead:  # what was typed about its customer stays in the page, out of addresses
            return self.show(choice, name=SaleNameForm(initial={"name": choice.name}), buyer=buyer_form(choice, typed=request.POST))
        return SeeOther(f"{reverse('sale_setup')}?{choice.query()}#{place}")

    def choose(self, data):
        choice = super().choose(data)
        if choice.lead:
            require(may_sell_to(self.request.membership, choice.lead, self.sales))
        return choice

    def create(self, choice):
        data = self.request.POST
        name, buyer = SaleNameForm(data), buyer_form(choice, data)
        problems = [form for form in (name, buyer) if form and not form.is_valid()]
        if problems:
            return self.show(choice, name=name, buyer=buyer, problems=self.missing(choice), status=422)
        try:
            opportunity, is_new = self.save(choice, buyer, name.cleaned_data["name"])
        except ValidationError as refusal:
            return self.show(choice, name=name, buyer=buyer, problems=refusal.message_dict, status=422)
        if choice.lead and not role_for(self.request.membership, opportunity):
            return self.show(choice, status=409)
        self.tell(opportunity, is_new)
        return SeeOther(opportunity.url)

    def missing(self, choice):
        """What the forms do not see, so that everything is said at once."""
        return {} if choice.listings else {"products": [_("Choose at least one product.")]}

    def save(self, choice, buyer, name):
        """(opportunity, whether it is new). Raises ValidationError by field."""
        by, listings = self.request.membership, choice.listings
        content = [choice.user, choice.company, choice.lead, sorted(one.pk for one in listings), name]
        token = token_of(by, self.request.POST.get("token", ""), *[str(getattr(part, "pk", part)) for part in content])
        if buyer:
            return create_from_lead(choice.lead, buyer.buyer, listings, by=by, name=name, token=token, again=choice.again)
        if not (choice.user and choice.company):
            words = {"user": _("Choose a user."), **self.missing(choice)}
            raise ValidationError(words)
        setup = Setup(choice.user, choice.company, listings, name=name, lead=choice.lead, token=token)
        return create_opportunity(setup, by=by, again=choice.again)

    def tell(self, opportunity, is_new):
        if is_new:
            text = _("The opportunity is created with each product at its default plan. Choose other plans and quantities here.")
        else:
            text = _("This opportunity was there already: no second one was created.")
        keep(self.request, Notice(text))

    def check_out(self, choice):
        """On to the confirmation, where what is chosen can be bought."""
        name = SaleNameForm(self.request.POST)
        problems = {}
        if not (choice.user and choice.company):
            problems["user"] = [_("Choose a user.")]
        else:
            try:
                Setup(choice.user, choice.company, choice.listings).check(choice.partner, checkout=True)
            except ValidationError as refusal:
                problems = refusal.message_dict
        if choice.listings and not choice.has_checkout:
            problems.setdefault("products", []).append(_("None of the marketplaces that offer this has a checkout configured."))
        if not choice.listings and "products" not in problems:
            problems |= self.missing(choice)
        if problems or not name.is_valid():
            return self.show(choice, name=name, problems=problems, status=422)
        return SeeOther(f"{reverse('sale_checkout')}?{choice.query()}")

    def show(self, choice, *, name=None, buyer=None, problems=None, status=200):
        membership = self.request.membership
        existing = self.existing(choice)
        context = {
            "choice": choice,
            "name_form": name or SaleNameForm(initial={"name": choice.name}),
            "buyer": buyer or buyer_form(choice),
            "problems": summed_up(problems or {}, [name, buyer]),
            "at": {PLACES.get(key, key): told for key, told in (problems or {}).items()},
            "existing": existing,
            "existing_seen": existing and role_for(membership, existing),
            "may_check_out": may_check_out(membership, self.sales, needs_it=bool(choice.packaged)),
            "token": secrets.token_hex(16),
        }
        return render(self.request, "opportunities/setup.html", context, status=status)

    def existing(self, choice):
        """The opportunity that was made of the lead before, unless another is wanted on purpose."""
        if not choice.lead or choice.again:
            return None
        return Opportunity.objects.with_names().filter(lead=choice.lead, is_first_of_lead=True, deleted_at=None).first()


def summed_up(problems, forms):
    """What is wrong, of the actions and of the forms: see leadhub.problems."""
    panes = {"user": "customer", "company": "customer", "products": "product"}
    told = [
        Problem("", message, panes.get(key, PLACES.get(key, key))) for key, messages in problems.items() for message in messages
    ]
    return told + [problem for form in filter(None, forms) for problem in problems_of(form)]
