"""The contents page of LeadHub. The addresses are fixed in PRODUCT §10."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="leads"), name="home"),
    path("leads/", include("leads.urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "leadhub.errors.bad_request"
handler403 = "leadhub.errors.forbidden"
handler404 = "leadhub.errors.not_found"
handler500 = "leadhub.errors.server_error"
