"""The lead templates' pages, for those who may manage them."""

from django.urls import path

from leads.views import templates

urlpatterns = [
    path("", templates.TemplateList.as_view(), name="templates"),
    path("create/", templates.CreateTemplate.as_view(), name="template_create"),
    path("<slug:reference>/", templates.TemplatePage.as_view(), name="template"),
    path("<slug:reference>/edit/", templates.EditTemplate.as_view(), name="template_edit"),
    path("<slug:reference>/preview/", templates.PreviewTemplate.as_view(), name="template_preview"),
    path("<slug:reference>/duplicate/", templates.DuplicateTemplate.as_view(), name="template_duplicate"),
    path("<slug:reference>/activate/", templates.ActivateTemplate.as_view(), name="template_activate"),
    path("<slug:reference>/retire/", templates.RetireTemplate.as_view(), name="template_retire"),
]
