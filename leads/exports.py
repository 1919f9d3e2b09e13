"""The columns of the Leads page's CSV (PRODUCT §3)."""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Coalesce, NullIf

from leadhub.lists.export import CsvColumn, IsoTime

KIND_WORDS = Case(
    When(listing_kind="app", then=Value("App")),
    When(listing_kind="service", then=Value("Service")),
    default=Value(""),
    output_field=CharField(),
)

LEAD_COLUMNS = (
    CsvColumn("Lead ID", "reference"),
    CsvColumn("First name", "first_name"),
    CsvColumn("Last name", "last_name"),
    CsvColumn("Company", "company"),
    CsvColumn("Email", "email"),
    CsvColumn("Phone", "phone"),
    CsvColumn("Job title", "job_title"),
    CsvColumn("Country", "country"),
    CsvColumn("Listing", "listing_name"),
    CsvColumn("Listing type", KIND_WORDS),
    CsvColumn("Marketplace", Coalesce(F("marketplace__name"), F("marketplace_text"))),
    CsvColumn("Distributor", "distributor__name"),
    CsvColumn("Status", "status__name"),
    CsvColumn("Owner", "owner__name"),
    CsvColumn("Source", Coalesce(NullIf(F("source_text"), Value("")), F("source__name"))),
    CsvColumn("Created", IsoTime("created_at")),
    CsvColumn("Updated", IsoTime("updated_at")),
    CsvColumn("Notes", "note_count", text=False),
)
