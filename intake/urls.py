from django.urls import path

from intake.views.receiving import Receive

urlpatterns = [
    path("", Receive.as_view(), name="receive_without_secret"),
    path("<str:secret>/", Receive.as_view(), name="receive"),
    # Not led to the address with the slash: what is posted would not go along.
    path("<str:secret>", Receive.as_view(), name="receive_without_slash"),
]
