from django.urls import path

from opportunities.views import customers as views

urlpatterns = [
    path("users/", views.UserList.as_view(), name="customer_users"),
    path("users/export.csv", views.UserExport.as_view(), name="customer_users_export"),
    path("users/add/", views.AddUser.as_view(), name="customer_user_add"),
    path("users/<slug:reference>/", views.UserPage.as_view(), name="customer_user"),
    path("users/<slug:reference>/edit/", views.EditUser.as_view(), name="customer_user_edit"),
    path("companies/", views.CompanyList.as_view(), name="customer_companies"),
    path("companies/export.csv", views.CompanyExport.as_view(), name="customer_companies_export"),
    path("companies/add/", views.AddCompany.as_view(), name="customer_company_add"),
    path("companies/<slug:reference>/", views.CompanyPage.as_view(), name="customer_company"),
    path("companies/<slug:reference>/edit/", views.EditCompany.as_view(), name="customer_company_edit"),
]
