from django.urls import path, register_converter

from leadhub.references import ReferenceConverter
from leads import views

register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("", views.LeadList.as_view(), name="leads"),
    path("export.csv", views.LeadExport.as_view(), name="leads_export"),
    path("create/", views.CreateLead.as_view(), name="lead_create"),
    path("create/<reference:reference>/", views.LeadCreated.as_view(), name="lead_created"),
    path("deleted/", views.DeletedList.as_view(), name="leads_deleted"),
    path("<reference:reference>/", views.LeadPage.as_view(), name="lead"),
    path("<reference:reference>/status/", views.MoveLead.as_view(), name="lead_status"),
    path("<reference:reference>/notes/", views.LeadNotes.as_view(), name="lead_notes"),
    path("<reference:reference>/owner/", views.AssignLead.as_view(), name="lead_owner"),
    path("<reference:reference>/follow-up/", views.FollowUp.as_view(), name="lead_follow_up"),
    path("<reference:reference>/delete/", views.DeleteLead.as_view(), name="lead_delete"),
    path("<reference:reference>/restore/", views.RestoreLead.as_view(), name="lead_restore"),
    path("<reference:reference>/undo/", views.UndoChange.as_view(), name="lead_undo"),
]
