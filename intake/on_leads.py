"""What a lead's page shows an administrator of the way it came in."""

from django.db.models import F

from intake.models import Outcome
from intake.permissions import may_keep_sources
from leads.slots import LeadPart


def came_in_by(membership, lead):
    """The delivery that made the lead, if one of the partner's own sources did."""
    if not may_keep_sources(membership):
        return None
    made = Outcome.objects.filter(lead=lead, kind=Outcome.Kind.CREATED, delivery__endpoint__source__partner=membership.partner)
    told = made.order_by("pk").values(
        delivery_reference=F("delivery__reference"),
        source_reference=F("delivery__endpoint__reference"),
        source_name=F("delivery__endpoint__source__name"),
    )
    first = told.first()
    return LeadPart("intake/_lead_section.html", first) if first else None
