"""Import in the browser, for those who may create leads."""

from django.urls import path

from leads.views import imports

urlpatterns = [
    path("", imports.Imports.as_view(), name="lead_imports"),
    path("<slug:reference>/", imports.ImportPage.as_view(), name="lead_import"),
    path("<slug:reference>/columns/", imports.ImportColumns.as_view(), name="lead_import_columns"),
    path("<slug:reference>/start/", imports.StartImport.as_view(), name="lead_import_start"),
    path("<slug:reference>/undo/", imports.UndoImport.as_view(), name="lead_import_undo"),
    path("<slug:reference>/discard/", imports.DiscardImport.as_view(), name="lead_import_discard"),
    path("<slug:reference>/failed.csv", imports.FailedRowsFile.as_view(), name="lead_import_failed"),
]
