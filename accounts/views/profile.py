from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, UpdateView, View

from accounts.email_change import answered_email, change_email, is_taken, link_key
from accounts.forms import ChangeEmailForm, ProfileForm, SwitchForm
from accounts.middleware import ACTING_FOR
from accounts.models import User
from leadhub.navigation import links_for, profile_pages
from leadhub.redirects import SeeOther, back_to_page

A_YEAR = 365 * 24 * 3600


class Profile(LoginRequiredMixin, UpdateView):
    """Your name, time zone and habits; yours alone, so there is no id in the address."""

    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("profile")
    context_object_name = "person"

    def get_object(self, queryset=None):
        # A copy: a refused form must not rename you in the page's own frame.
        return User.objects.get(pk=self.request.user.pk)

    def form_valid(self, form):
        form.save()
        messages.success(self.request, _("Your profile is saved."))
        response = SeeOther(self.get_success_url())
        if "preferred_view" in form.changed_data:
            # What was last asked for on a list would hide what was chosen just now.
            response.delete_cookie("view", samesite="Lax")
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **context):
        pages = links_for(profile_pages, self.request.membership, self.request.path)
        return super().get_context_data(profile_pages=pages, **context)


@method_decorator(login_required, name="dispatch")
@method_decorator(rate_limit(action="manage_email"), name="dispatch")
class ChangeEmail(FormView):
    """Ask for another e-mail: a link goes to it, and nothing changes until that is followed."""

    form_class = ChangeEmailForm
    template_name = "accounts/email.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        if is_taken(email):
            # Said there and not here: nobody learns from this page who has an account.
            get_adapter().send_mail("account/email/email_taken", email, {})
        else:
            path = reverse("confirm_email", args=[link_key(self.request.user, email)])
            context = {"link": self.request.build_absolute_uri(path)}
            get_adapter().send_mail("account/email/confirm_email", email, context)
        messages.info(self.request, _("A letter is on its way to %(email)s. Follow its link within a day.") % {"email": email})
        return SeeOther(reverse("profile"))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ConfirmEmail(LoginRequiredMixin, View):
    """The link in that letter; only for the signed-in person who asked, so a mistyped address gives nothing away."""

    template_name = "accounts/confirm_email.html"

    def dispatch(self, request, *args, **kwargs):
        self.email = answered_email(request.user, kwargs["key"]) if request.user.is_authenticated else ""
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, key):
        return render(request, self.template_name, {"email": self.email}, status=200 if self.email else 404)

    def post(self, request, key):
        if not self.email:
            return self.get(request, key)
        if not change_email(request.user, self.email):
            return render(request, self.template_name, {"email": self.email, "taken": True}, status=409)
        get_adapter().send_notification_mail(
            "account/email/email_changed", request.user, {"to_email": self.email}, email=request.user.email
        )
        messages.success(request, _("You now sign in as %(email)s.") % {"email": self.email})
        return SeeOther(reverse("profile"))


@require_POST
@login_required
def switch_partner(request):
    """Act for another of your partners."""
    form = SwitchForm(request.POST)
    wanted = form.cleaned_data["partner"] if form.is_valid() else None
    membership = next((m for m in request.memberships if m.partner.slug == wanted), None)
    if membership is None:
        raise Http404
    request.session[ACTING_FOR] = membership.partner_id
    messages.info(request, _("You now act for %(partner)s.") % {"partner": membership.partner})
    return back_to_page(request, otherwise=reverse("home"))


@require_POST
def choose_theme(request):
    """Light, dark or as the machine says; kept in a cookie so that it holds before sign-in too."""
    theme = request.POST.get("theme")
    response = back_to_page(request, otherwise=reverse("home"))
    if theme in ("light", "dark"):
        response.set_cookie("theme", theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
