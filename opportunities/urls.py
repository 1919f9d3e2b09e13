from django.urls import path

from opportunities.views import changes, checkout, lists, page, setup

urlpatterns = [
    path("", lists.OpportunityList.as_view(), name="opportunities"),
    path("export.csv", lists.OpportunityExport.as_view(), name="opportunities_export"),
    path("deleted/", lists.DeletedList.as_view(), name="opportunities_deleted"),
    path("new/", setup.SaleSetup.as_view(), name="sale_setup"),
    path("checkout/", checkout.Checkout.as_view(), name="sale_checkout"),
    path("<slug:reference>/", page.OpportunityPage.as_view(), name="opportunity"),
    path("<slug:reference>/edit/", changes.EditOpportunity.as_view(), name="opportunity_edit"),
    path("<slug:reference>/notes/", changes.AddNote.as_view(), name="opportunity_notes"),
    path("<slug:reference>/submit/", changes.SubmitOpportunity.as_view(), name="opportunity_submit"),
    path("<slug:reference>/finalize/", changes.FinalizeOpportunity.as_view(), name="opportunity_finalize"),
    path("<slug:reference>/clone/", changes.CloneOpportunity.as_view(), name="opportunity_clone"),
    path("<slug:reference>/owner/", changes.AssignOpportunity.as_view(), name="opportunity_owner"),
    path("<slug:reference>/delete/", changes.DeleteOpportunity.as_view(), name="opportunity_delete"),
    path("<slug:reference>/restore/", changes.RestoreOpportunity.as_view(), name="opportunity_restore"),
]
