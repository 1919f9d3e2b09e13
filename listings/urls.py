from django.urls import path

from listings import views

urlpatterns = [
    path("", views.ListingSettings.as_view(), name="settings_listings"),
    path("add/", views.AddListing.as_view(), name="listing_add"),
    path("<slug:reference>/", views.EditListing.as_view(), name="listing_edit"),
]
