"""What the core adds below /settings/."""

from django.urls import path

from leads import views

urlpatterns = [
    path("reasons/", views.Reasons.as_view(), name="reasons"),
]
