from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.actions import EmailTaken, InvitationClosed, accept, join
from accounts.forms import JoinForm
from accounts.middleware import ACTING_FOR
from accounts.models import Invitation, Membership, User
from leadhub.redirects import SeeOther


class InvitationPage(View):
    """The link in the letter: who asks you in, and the one step that is left. What a token opens is all it tells."""

    template_name = "accounts/invitation.html"

    def dispatch(self, request, *args, token):
        self.invitation = Invitation.objects.of_token(token).first()
        response = super().dispatch(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    def get(self, request):
        if self.is_open:
            return self.show(form=None if self.account else JoinForm(invitation=self.invitation))
        return self.closed()

    def post(self, request):
        """The one who is invited, signed in, joins; somebody new sets a password; anybody else is shown what to do first."""
        if not self.is_open:
            return self.welcome_back() or self.closed()
        if request.user.is_authenticated or self.account:
            return self.accept() if request.user == self.account else self.show(status=403)
        return self.join()

    @property
    def is_open(self):
        return bool(self.invitation and not self.invitation.why_closed)

    @property
    def account(self):
        """Who signs in with the invitation's e-mail already, or None."""
        return User.objects.filter(email__iexact=self.invitation.email).first()

    def accept(self):
        try:
            membership = accept(self.invitation, self.request.user)
        except InvitationClosed:
            return self.welcome_back() or self.closed()
        return self.welcome(membership)

    def join(self):
        form = JoinForm(self.request.POST, invitation=self.invitation)
        if not form.is_valid():
            return self.show(form=form, status=422)
        try:
            user = join(self.invitation, name=form.cleaned_data["name"], password=form.cleaned_data["password1"])
        except InvitationClosed:
            return self.closed()
        except EmailTaken as conflict:
            return self.show(problem=conflict.message, status=409)
        login(self.request, user)
        return self.welcome(user.memberships.select_related("partner").get())

    def welcome(self, membership):
        self.request.session[ACTING_FOR] = membership.partner_id
        words = {"partner": membership.partner, "roles": ", ".join(membership.role_names)}
        messages.success(self.request, _("Welcome to %(partner)s. Your roles here: %(roles)s.") % words)
        return SeeOther(reverse("home"))

    def welcome_back(self):
        """Home, for the second half of a double click; None for everybody else."""
        invitation, user = self.invitation, self.request.user
        if not (invitation and invitation.accepted_at and user.is_authenticated and invitation.is_for(user)):
            return None
        is_member = Membership.objects.of(user).filter(partner=invitation.partner).exists()
        return SeeOther(reverse("home")) if is_member else None

    def show(self, *, form=None, problem="", status=200):
        context = {"invitation": self.invitation, "account": self.account, "form": form, "problem": problem}
        return render(self.request, self.template_name, context, status=status)

    def closed(self):
        """A dead link says why; one that never was says no more than that."""
        if self.invitation is None:
            return render(self.request, "accounts/invitation_closed.html", status=404)
        self.invitation.refresh_from_db()
        return render(self.request, "accounts/invitation_closed.html", {"reason": self.invitation.why_closed}, status=410)
