"""A new opportunity like one there is (A-05)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from opportunities.actions import clone_opportunity
from opportunities.permissions import Ability
from opportunities.tokens import token_of
from opportunities.views.changes.change import Change
from opportunities.views.page import render_page


class CloneOpportunity(Change):
    """**Clone**: POST `token`, so that one form makes one clone."""

    ability = Ability.CLONE

    def change(self):
        token = token_of(self.request.membership, self.request.POST.get("token", ""), self.opportunity.reference)
        try:
            clone, left_out = clone_opportunity(self.opportunity, by=self.request.membership, token=token)
        except ValidationError as refusal:
            words = " ".join(message for messages in refusal.message_dict.values() for message in messages)
            return render_page(self, conflict=words, status=422)
        text = _("This is the clone of %(opportunity)s.") % {"opportunity": self.title}
        if left_out:
            text += " " + _("Left out, because it cannot be sold any more: %(products)s.") % {"products": ", ".join(left_out)}
        keep(self.request, Notice(text))
        return SeeOther(clone.url)
