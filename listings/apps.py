from django.apps import AppConfig


class ListingsConfig(AppConfig):
    name = "listings"
    verbose_name = "Marketplaces and listings"

    def ready(self):
        from leadhub.navigation import NavLink, settings_pages
        from listings.permissions import may_see_listing_settings

        link = NavLink("Listings", "package", "settings_listings", "/settings/listings/", may_see_listing_settings)
        settings_pages.add(link, position=20)
