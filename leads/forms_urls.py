"""Public pages: hosted forms (C-21)."""

from django.urls import path

from leads.views.hosted import HostedFormPage, HostedFormThanks

urlpatterns = [
    path("<slug:slug>/", HostedFormPage.as_view(), name="hosted_form"),
    path("<slug:slug>/thanks/", HostedFormThanks.as_view(), name="hosted_form_thanks"),
]
