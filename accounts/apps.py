from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People and partners"

    def ready(self):
        from accounts.permissions import may_change_settings, may_manage_team
        from leadhub.navigation import NavLink, settings_pages, sidebar

        sidebar.add(NavLink("Settings", "settings", "settings", "/settings/", may_change_settings), position=90)
        settings_pages.add(NavLink("Team", "users", "team", "/settings/team/", may_manage_team), position=10)
