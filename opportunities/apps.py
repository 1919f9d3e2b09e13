from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "opportunities"

    def ready(self):
        from leadhub.navigation import NavLink, sidebar
        from leads.slots import lead_actions, lead_sections, lead_uses
        from opportunities.on_leads import create_button, is_on_for, made_of, with_opportunities
        from opportunities.permissions import may_see_opportunities

        sidebar.add(NavLink("Opportunities", "handshake", "opportunities", "/opportunities/", is_on_for), position=20)
        lead_actions.add(create_button)
        lead_sections.add(made_of)
        lead_uses.add(with_opportunities)
        sidebar.add(NavLink("Users", "users", "customer_users", "/customers/users/"), position=30)
        sidebar.add(NavLink("Companies", "building-2", "customer_companies", "/customers/companies/"), position=40)
        sidebar.add(NavLink("Orders", "receipt", "orders", "/orders/", may_see_opportunities), position=50)
