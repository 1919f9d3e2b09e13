from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import UpdateView

from accounts.forms import ProfileForm, SwitchForm
from accounts.middleware import ACTING_FOR
from leadhub.redirects import back_to_page

A_YEAR = 365 * 24 * 3600


class Profile(LoginRequiredMixin, UpdateView):
    """Your name, time zone and habits; yours alone, so there is no id in the address."""

    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("profile")

    def get_object(self, queryset=None):
        # A copy: a refused form must not rename you in the page's own frame.
        return type(self.request.user).objects.get(pk=self.request.user.pk)

    def form_valid(self, form):
        messages.success(self.request, _("Your profile is saved."))
        return super().form_valid(form)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


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
        response.delete_cookie("theme")
    return response
