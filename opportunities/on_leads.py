"""What a lead's page shows of its opportunities (A-33): the button, and those that were made of it."""

from leads.slots import LeadPart
from opportunities.models import AssistedSales, Opportunity
from opportunities.permissions import may_see_opportunities, may_sell_to

MOST_SHOWN = 20


def is_on_for(membership):
    """Whether this person has opportunities at all: by role, then by what an operator decided for the partner (A-01)."""
    return bool(may_see_opportunities(membership)) and AssistedSales.objects.of(membership.partner).is_enabled


def create_button(membership, lead):
    if lead.deleted_at or not is_on_for(membership) or not may_sell_to(membership, lead):
        return None
    return LeadPart("opportunities/_lead_button.html")


def with_opportunities(leads):
    """Those of these lead ids that an opportunity was made of, be it deleted: it can come back."""
    return Opportunity.objects.filter(lead__in=leads).values_list("lead", flat=True)


def made_of(membership, lead):
    if not is_on_for(membership):
        return None
    made = Opportunity.objects.visible_to(membership).filter(lead=lead).with_names()[:MOST_SHOWN]
    return LeadPart("opportunities/_lead_section.html", {"opportunities": made}) if made else None
