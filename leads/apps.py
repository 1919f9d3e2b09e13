from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leads"

    def ready(self):
        from leadhub.navigation import NavLink, sidebar
        from leads.actions import refold_listing
        from listings.actions import after_save

        sidebar.add(NavLink("Leads", "inbox", "leads", "/leads/"), position=10)
        after_save.add(refold_listing)
