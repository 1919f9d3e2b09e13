"""Which customers are found (A-14)."""

from opportunities.actions import link_customer
from opportunities.models import CustomerUser


def found(sales, email, words):
    member = sales.members[email]
    return sorted(user.name for user in CustomerUser.objects.visible_to(member).found_by(words, member))


def test_part_of_a_users_or_a_companys_name_finds_users(sales):
    admin = "admin@aster.example"
    assert found(sales, admin, "gri") == ["Enzo Ricci", "Ingrid de Wit", "Paola Grimaldi", "Sofía Griñán"]
    assert found(sales, admin, "GRIÑ") == ["Sofía Griñán"]
    assert found(sales, admin, "%") == []


def test_a_reseller_finds_nobody_by_a_company_that_it_does_not_see(sales):
    reseller = sales.members["reseller@dahlia.example"]
    link_customer(sales.users["ingrid@vandergriend.example"], by=reseller)
    link_customer(sales.companies["Hafen Logistik GmbH"], by=reseller)
    assert found(sales, "reseller@dahlia.example", "hafen") == ["Ingrid de Wit"]
    assert found(sales, "reseller@dahlia.example", "griend") == []
