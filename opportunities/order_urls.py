from django.urls import path

from opportunities.views import orders as views

urlpatterns = [
    path("", views.OrderList.as_view(), name="orders"),
    path("export.csv", views.OrderExport.as_view(), name="orders_export"),
    path("<slug:reference>/", views.OrderPage.as_view(), name="order"),
]
