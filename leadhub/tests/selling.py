from accounts.models import Membership
from opportunities.actions import Setup, add_note, create_opportunity, finalize_opportunity, save_company, save_user
from opportunities.models import AssistedSales, CustomerCompany, CustomerUser


def sell_something(cast):
    """A row of every model of assisted sales, all by Aster's administrator; returns the order."""
    by = Membership.objects.select_related("user", "partner").get(user__email="admin@aster.example")
    AssistedSales.objects.create(partner=by.partner, is_enabled=True)
    company = save_company(CustomerCompany(name="Grimaldi & Figli"), by=by)
    user = save_user(CustomerUser(name="Paola Grimaldi", email="paola@grimaldi.example"), [company], by=by)
    opportunity, _is_new = create_opportunity(Setup(user, company, [cast.listings["Aster Invoicing"]]), by=by)
    add_note(opportunity, "They decide soon.", by=by)
    return finalize_opportunity(opportunity, by=by, version=opportunity.version)
