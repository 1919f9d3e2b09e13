from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadhub.redirects import own_path


class InvitationOnly(DefaultAccountAdapter):
    """People join by invitation: nobody can open an account of their own. And allauth in LeadHub's words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and password do not belong together. Check both, or set a new password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes before the next one, or set a new password."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only a page of ours: allauth would also send people to every other host that LeadHub answers to."""
        return bool(own_path(self.request, url))

    def get_password_change_redirect_url(self, request):
        return reverse("profile")

    def set_password(self, user, password):
        """Whoever has just set a password may sign in with it at once, however often the old one was tried."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)
