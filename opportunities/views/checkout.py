import secrets

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.rules import require
from opportunities.actions import Setup, check_out
from opportunities.models import OpportunityLine
from opportunities.permissions import may_check_out
from opportunities.selling import default_plan
from opportunities.tokens import token_of
from opportunities.totals import prices_shown, totals
from opportunities.views.choosing import ChoicePage


class Checkout(ChoicePage):
    """**Continue to Checkout** (A-06, A-21): one page that says what is ordered at which price; POST orders it, once.

    No payment is taken here. What cannot be ordered leads back to the setup page, which says why.
    """

    def get(self, request):
        return self.confirm(self.choose(request.GET))

    def post(self, request):
        choice = self.choose(request.POST)
        shown = prices_shown(self.lines(choice))
        if not choice.is_whole:
            return self.confirm(choice)
        if request.POST.get("prices") != shown:
            return self.confirm(choice, problem=_("Prices have changed since this page was made. Look at them again."), status=409)
        references = [one.reference for one in choice.listings]
        token = token_of(request.membership, request.POST.get("token", ""), choice.user.pk, choice.company.pk, references, shown)
        setup = Setup(choice.user, choice.company, choice.listings, name=choice.name[:255], token=token)
        try:
            order, _is_new = check_out(setup, by=request.membership)
        except ValidationError as refusal:
            words = " ".join(message for messages in refusal.message_dict.values() for message in messages)
            return self.confirm(choice, problem=words, status=422)
        keep(request, Notice(_("Ordered. No payment was taken here.")))
        return SeeOther(order.url)

    def choose(self, data):
        choice = super().choose(data)
        if choice.listings:
            require(may_check_out(self.request.membership, self.sales, needs_it=bool(choice.packaged)))
        return choice

    def lines(self, choice):
        """What would be ordered: each product once, at its default plan."""
        return [OpportunityLine(listing=one, plan=plan) for one in choice.listings if (plan := default_plan(one))]

    def confirm(self, choice, *, problem="", status=200):
        back = f"{reverse('sale_setup')}?{choice.query()}"
        if not (choice.is_whole and choice.has_checkout):
            return SeeOther(back)
        lines = self.lines(choice)
        context = {
            "choice": choice,
            "lines": lines,
            "totals": totals(lines),
            "prices": prices_shown(lines),
            "problem": problem,
            "back": back,
            "token": secrets.token_hex(16),
        }
        return render(self.request, "opportunities/checkout.html", context, status=status)
