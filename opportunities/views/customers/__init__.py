"""Users and Companies: their lists, their pages, and the forms that add and edit them."""

from opportunities.views.customers.companies import AddCompany, CompanyPage, EditCompany
from opportunities.views.customers.lists import CompanyExport, CompanyList, UserExport, UserList
from opportunities.views.customers.users import AddUser, EditUser, UserPage

__all__ = [
    "AddCompany",
    "AddUser",
    "CompanyExport",
    "CompanyList",
    "CompanyPage",
    "EditCompany",
    "EditUser",
    "UserExport",
    "UserList",
    "UserPage",
]
