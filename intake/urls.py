from django.urls import path

from intake.views.receiving import Receive

urlpatterns = [
    path("", Receive.as_view(), name="receive_without_secret"),
    path("<str:secret>/", Receive.as_view(), name="receive"),
]
