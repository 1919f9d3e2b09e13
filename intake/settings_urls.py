"""/settings/sources/: the ways in, what came by them, and what could not be understood."""

from django.urls import path

from intake.views import deliveries, sources

urlpatterns = [
    path("", sources.SourceList.as_view(), name="settings_sources"),
    path("add/", sources.AddSource.as_view(), name="source_add"),
    path("quarantine/", deliveries.Quarantine.as_view(), name="quarantine"),
    path("quarantine/replay/", deliveries.ReplayGroup.as_view(), name="quarantine_replay"),
    path("deliveries/<slug:delivery>/", deliveries.DeliveryPage.as_view(), name="delivery"),
    path("deliveries/<slug:delivery>/body/", deliveries.DeliveryBody.as_view(), name="delivery_body"),
    path("deliveries/<slug:delivery>/mend/", deliveries.Mend.as_view(), name="delivery_mend"),
    path("deliveries/<slug:delivery>/set-aside/", deliveries.SetAside.as_view(), name="delivery_set_aside"),
    path("deliveries/<slug:delivery>/take-back/", deliveries.TakeBack.as_view(), name="delivery_take_back"),
    path("<slug:reference>/", sources.SourcePage.as_view(), name="source"),
    path("<slug:reference>/edit/", sources.EditSource.as_view(), name="source_edit"),
    path("<slug:reference>/test/", sources.SendTestLead.as_view(), name="source_test"),
    path("<slug:reference>/names/", sources.SenderName.as_view(), name="source_name"),
    path("<slug:reference>/addresses/new/", sources.NewAddress.as_view(), name="source_new_address"),
    path("<slug:reference>/addresses/close/", sources.CloseAddress.as_view(), name="source_close_address"),
    path("<slug:reference>/deliveries/", deliveries.DeliveryList.as_view(), name="source_deliveries"),
]
