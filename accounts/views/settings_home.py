from django.shortcuts import redirect
from django.views import View

from accounts.access import SettingsPage
from accounts.permissions import may_change_settings
from leadhub.navigation import settings_pages


class SettingsHome(SettingsPage, View):
    """/settings/ itself: on to the first page that there is."""

    permission = may_change_settings

    def get(self, request):
        return redirect(next(page.url_name for page in settings_pages if page.visible_to(request.membership)))
