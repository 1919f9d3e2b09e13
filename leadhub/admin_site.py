"""Django admin in LeadHub's name, for operators, behind LeadHub's own sign-in.

This module is read while the apps are being loaded, so what needs their models is imported where it is used.
"""

import re
from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from leadhub.redirects import own_path

YEAR = re.compile(r"__(iso_)?year(__|$)")
PATTERN = re.compile(r"__i?regex$")


def refuse_unaskable(name, values):
    """A NUL, a year outside the calendar or a pattern, as a parameter of an admin page: the admin would pass it on and break."""
    if any("\0" in value for value in values):
        raise BadRequest(_("This address holds a character that nothing can hold."))
    if YEAR.search(name) and not all(value.isdecimal() and len(value) <= 4 and int(value) for value in values):
        raise BadRequest(_("This address asks for a year that no calendar has."))
    if PATTERN.search(name):
        raise BadRequest(_("The administration does not search by patterns."))


class OperatorSite(AdminSite):
    site_header = "LeadHub"
    site_title = gettext_lazy("LeadHub administration")
    index_title = gettext_lazy("Administration")

    def admin_view(self, view, cacheable=False):
        """Every page of the administration; what no database can be asked is refused here."""
        page = super().admin_view(view, cacheable)

        def with_sound_address(request, *args, **kwargs):
            for name, values in request.GET.lists():
                refuse_unaskable(name, values)
            return page(request, *args, **kwargs)

        return update_wrapper(with_sound_address, page)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """No second form to guess passwords at: operators sign in where everybody does, and that page is throttled.

        What allauth's `secure_admin_login` does, but a person who is no operator is told so, and nothing is ever posted here.
        """
        wanted = own_path(request, request.GET.get(REDIRECT_FIELD_NAME, "")) or reverse("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        if request.user.is_authenticated:
            raise PermissionDenied(_("The administration is for operators. Your leads are on the Leads page."))
        from django.contrib.auth.views import redirect_to_login

        return redirect_to_login(wanted, settings.LOGIN_URL)

    def logout(self, request, extra_context=None):
        from allauth.account.views import logout

        return logout(request)

    def password_change(self, request, extra_context=None):
        """Your own password is changed on LeadHub's page, which is throttled as well."""
        return HttpResponseRedirect(reverse("account_change_password"))


class OperatorAdmin(AdminConfig):
    """Stands for `django.contrib.admin` in INSTALLED_APPS."""

    default_site = "leadhub.admin_site.OperatorSite"

    def ready(self):
        """Leave out what operators do not need: groups are unused, and a person's e-mail is changed with the person."""
        super().ready()
        from allauth.account.models import EmailAddress
        from django.contrib.admin import site
        from django.contrib.auth.models import Group

        site.unregister([Group, EmailAddress])
