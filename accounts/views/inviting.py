"""Asking people in. The link in the letter is also shown once to whoever sends it."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import SettingsPage
from accounts.actions import AlreadyThere, TeamConflict, TooMany, invite, send_again, withdraw
from accounts.forms import InviteForm
from accounts.letters import send_invitation
from accounts.models import Invitation
from accounts.permissions import may_manage_team
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.references import normal
from leadhub.shown_once import carry, forget

LINK_COOKIE = "invitation_link"


class Invite(SettingsPage, View):
    permission = may_manage_team

    def get(self, request):
        return self.show(InviteForm(partner=request.membership.partner))

    def post(self, request):
        form = InviteForm(request.POST, partner=request.membership.partner)
        if not form.is_valid():
            return self.show(form, status=422)
        told = form.cleaned_data
        try:
            invitation, token = invite(told["email"], told["roles"], name=told["name"], by=request.membership)
        except AlreadyThere as conflict:
            form.add_error("email", conflict.message)
            return self.show(form, status=422)
        except TooMany as conflict:
            form.add_error(None, conflict.message)
            return self.show(form, status=429)
        return sent(request, invitation, token)

    def show(self, form, *, status=200):
        return render(self.request, "settings/invite.html", {"form": form}, status=status)


class PendingInvitation(SettingsPage, View):
    """What is done to an invitation of the team; 404 for any other, however it ended. POST only."""

    permission = may_manage_team

    def post(self, request, reference):
        invitation = Invitation.objects.visible_to(request.membership).filter(reference=normal(reference)).first()
        if invitation is None:
            raise Http404
        try:
            return self.change(request, invitation)
        except TeamConflict as conflict:
            keep(request, Notice(conflict.message, is_problem=True))
            return SeeOther(reverse("team"))


class SendAgain(PendingInvitation):
    def change(self, request, invitation):
        return sent(request, *send_again(invitation, by=request.membership))


class Withdraw(PendingInvitation):
    def change(self, request, invitation):
        withdraw(invitation, by=request.membership)
        words = _("The invitation of %(email)s is withdrawn: its link lets nobody in any more.")
        keep(request, Notice(words % {"email": invitation.email}))
        return SeeOther(reverse("team"))


def sent(request, invitation, token):
    """Send the letter, and go on to the Team page, which says so and shows the link."""
    response = SeeOther(reverse("team"))
    if token is None:  # the second half of a double click
        return response
    link = link_of(request, token)
    words = {"email": invitation.email}
    if send_invitation(invitation, link):
        keep(request, Notice(_("%(email)s is invited: a letter is on its way.") % words))
    else:
        problem = _("%(email)s is invited, but no letter could be sent. Give them the link below yourself.")
        keep(request, Notice(problem % words, is_problem=True))
    return carry(request, response, LINK_COOKIE, token, page=reverse("team"))


def link_of(request, token):
    return request.build_absolute_uri(reverse("invitation", args=[token]))


def link_just_made(request):
    """The invitation that was sent a moment ago, with its `link`; None when it was shown already."""
    token = request.COOKIES.get(LINK_COOKIE, "")
    fresh = Invitation.objects.visible_to(request.membership).valid().of_token(token).first() if token else None
    if fresh:
        fresh.link = link_of(request, token)
    return fresh


def forget_link(request, response):
    return forget(request, response, LINK_COOKIE, page=reverse("team"))
