from django.urls import path

from accounts import views

urlpatterns = [
    path("profile/", views.Profile.as_view(), name="profile"),
    path("switch/", views.switch_partner, name="switch_partner"),
    path("theme/", views.choose_theme, name="choose_theme"),
]
