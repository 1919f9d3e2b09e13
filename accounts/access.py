"""The door to partner pages: signed in, and acting for a partner."""

from django.contrib.auth.mixins import AccessMixin
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leadhub.errors import problem_notice
from leadhub.notices import Notice, keep
from leadhub.redirects import own_path
from leadhub.rules import require


class PartnerPage(AccessMixin):
    """A view that needs `request.membership`. Strangers are sent to sign in; people without a partner are told so."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.membership:
            return no_partner(request)
        return super().dispatch(request, *args, **kwargs)

    def handle_no_permission(self):
        """To the sign-in page and back here; back to the page with the form where this address takes a POST alone."""
        if self.request.htmx:
            # Not there: htmx would put the sign-in page where the card was.
            words = _("You are signed out. Sign in in another tab, then try again: what you typed is still here.")
            return problem_notice(words, status=401)
        if self.request.method in ("GET", "HEAD"):
            return super().handle_no_permission()
        keep(self.request, Notice(_("You were signed out, so nothing was changed. Sign in and do it again."), is_problem=True))
        return redirect_to_login(own_path(self.request, self.request.headers.get("Referer", "")) or reverse("home"))


class GuardedPage(PartnerPage):
    """A page for some roles only: `permission(membership)` is asked before anything else is looked at."""

    permission = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.membership:
            require(type(self).permission(request.membership))
        return super().dispatch(request, *args, **kwargs)


class SettingsPage(GuardedPage):
    """A page under /settings/."""


def offer_switch(request, partner, back):
    """What is asked for belongs to another of one's partners: a 404 that offers to act for it and then opens `back`."""
    return render(request, "accounts/elsewhere.html", {"partner": partner, "back": back}, status=404)


def no_partner(request):
    if request.htmx:
        return problem_notice(_("You are in no partner any more, so there is nothing to show."), status=403)
    return render(request, "accounts/no_partner.html", status=403)
