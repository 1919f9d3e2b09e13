from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leads"

    def ready(self):
        from leadhub.navigation import NavLink, settings_pages, sidebar
        from leadhub.work.queues import queues
        from leads.actions import refold_listing
        from leads.importing.work import imports
        from leads.permissions import may_keep_reasons, may_manage_templates
        from listings.actions import after_save

        sidebar.add(NavLink("Leads", "inbox", "leads", "/leads/"), position=10)
        sidebar.add(NavLink("Templates", "layout-template", "templates", "/lead-templates/", may_manage_templates), position=70)
        settings_pages.add(NavLink("Reasons", "ban", "reasons", "/settings/reasons/", may_keep_reasons), position=30)
        after_save.add(refold_listing)
        queues.add(imports)
