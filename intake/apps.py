from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "Ways in"

    def ready(self):
        from intake.actions.delivering import settle_later
        from intake.health import number_in_quarantine
        from intake.models import Delivery
        from intake.on_leads import came_in_by
        from intake.permissions import may_keep_sources
        from leadhub.navigation import NavLink, profile_pages, settings_pages
        from leadhub.work.queues import Queue, queues
        from leads.slots import lead_sections

        queues.add(Queue("deliveries", Delivery.objects.waiting, settle_later, lease=60))
        sources = NavLink("Sources", "plug", "settings_sources", "/settings/sources/", may_keep_sources, number_in_quarantine)
        settings_pages.add(sources, position=25)
        lead_sections.add(came_in_by)
        profile_pages.add(NavLink("API tokens", "key-round", "tokens", "/accounts/tokens/"))
