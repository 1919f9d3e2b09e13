"""The contents page of LeadHub. The addresses are fixed in PRODUCT §10."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="leads"), name="home"),
    path("leads/import/", include("leads.import_urls")),
    path("leads/", include("leads.urls")),
    path("lead-templates/", include("leads.template_urls")),
    path("settings/", include("accounts.settings_urls")),
    path("settings/listings/", include("listings.urls")),
    path("settings/sources/", include("intake.settings_urls")),
    path("settings/", include("leads.settings_urls")),
    path("forms/", include("leads.forms_urls")),
    path("opportunities/", include("opportunities.urls")),
    path("customers/", include("opportunities.customer_urls")),
    path("orders/", include("opportunities.order_urls")),
    path("intake/", include("intake.urls")),
    path("api/", include("intake.api.urls")),
    path("", include("intake.token_urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "leadhub.errors.bad_request"
handler403 = "leadhub.errors.forbidden"
handler404 = "leadhub.errors.not_found"
handler500 = "leadhub.errors.server_error"
