from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import SettingsPage
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leads.actions import ReasonRefused, add_reason, move_reason, remove_reason, rename_reason
from leads.forms import ReasonTextForm
from leads.models import Reason
from leads.permissions import may_keep_reasons


class Reasons(SettingsPage, View):
    """The reasons to choose from when a lead is marked Invalid (C-12).

    POST `act`: `add` (with `text`), `rename` (`reason`, `text`), `earlier`, `later` or `remove` (`reason`).
    """

    permission = may_keep_reasons

    def get(self, request):
        return self.show()

    def post(self, request):
        act = request.POST.get("act", "")
        form = ReasonTextForm(request.POST)
        if act in ("add", "rename") and not form.is_valid():
            return self.show(act, " ".join(form.errors["text"]), status=422)
        try:
            words = self.change(act, request.POST.get("reason", ""), form)
        except ReasonRefused as refused:
            return self.show(act, str(refused), status=409)
        if words:
            keep(request, Notice(words))
        return SeeOther(reverse("reasons"))

    def change(self, act, reason, form):
        """Do it, and say what was done."""
        partner = self.request.membership.partner
        if act == "add":
            add_reason(partner, form.cleaned_data["text"])
            return _("“%(reason)s” is on the list.") % {"reason": form.cleaned_data["text"]}
        if act == "rename":
            rename_reason(partner, reason, form.cleaned_data["text"])
            return _("It is “%(reason)s” now.") % {"reason": form.cleaned_data["text"]}
        if act == "remove":
            remove_reason(partner, reason)
            return _("“%(reason)s” is not offered any more.") % {"reason": reason}
        if act in ("earlier", "later"):
            move_reason(partner, reason, steps=-1 if act == "earlier" else 1)
        return ""

    def show(self, act="", problem="", status=200):
        partner = self.request.membership.partner
        context = {
            "reasons": Reason.objects.texts_for(partner),
            "are_usual": not Reason.objects.filter(partner=partner).exists(),
            "problem": problem,
            "act": act,
            "typed": self.request.POST.get("text", ""),
            "typed_for": self.request.POST.get("reason", ""),
        }
        return render(self.request, "leads/reasons.html", context, status=status)
