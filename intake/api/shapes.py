"""What the API shows: the same facts as the pages and the CSV, by the same names."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BaseModel, Field, PlainSerializer, WithJsonSchema


def in_utc(moment):
    """2026-11-22T08:30:00Z, as in the CSV."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Moment = Annotated[
    datetime,
    PlainSerializer(in_utc, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
Day = Annotated[
    date,
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}, mode="serialization"),
]
Text = Annotated[str, Field(description="Blank where it is not known.")]


class ListingName(BaseModel):
    reference: str | None = Field(description="None where the sender named a listing that is not known.")
    name: Text
    kind: str | None = Field(description="`app` or `service`; none where the listing is not known.")


class MarketplaceName(BaseModel):
    slug: str | None = Field(description="None where the sender named a marketplace that is not known.")
    name: Text


class PartnerName(BaseModel):
    slug: str
    name: str


class PersonName(BaseModel):
    reference: str
    name: str


class StatusName(BaseModel):
    slug: str
    name: str
    phase: str = Field(description="`new`, `working`, `won` or `lost`: what reports compare across workflows.")


class Answer(BaseModel):
    key: str = Field(description="The template field's; blank for what else came.")
    label: str
    type: str
    value: str


class LeadOut(BaseModel):
    """A lead."""

    reference: str
    url: str = Field(description="Its page, for people.")
    version: int = Field(description="Counts changes; a change says which one it was made from.")
    first_name: Text
    last_name: Text
    company: Text
    email: Text
    phone: Text
    job_title: Text
    country: Text
    listing: ListingName
    marketplace: MarketplaceName
    distributor: PartnerName | None
    status: StatusName
    owner: PersonName | None
    source: Text
    answers: list[Answer]
    note_count: int
    follow_up_on: Day | None
    is_test: bool
    do_not_contact: bool
    created_at: Moment = Field(description="When it was received.")
    updated_at: Moment


class LeadPage(BaseModel):
    """Some leads of a set, in its order; `next` and `previous` are the addresses of those beside them."""

    leads: list[LeadOut]
    next: str | None
    previous: str | None


class CreatedLead(BaseModel):
    reference: str
    url: str = Field(description="Its page, for people.")


class NoteOut(BaseModel):
    body: str
    author: str
    created_at: Moment


class NotePage(BaseModel):
    """The newest first; `next` is the address of the older ones."""

    notes: list[NoteOut]
    next: str | None


class EntryOut(BaseModel):
    """One change of a lead: what, from, to, who, when, why."""

    kind: str = Field(description="received, moved, assigned, noted, edited, follow_up, deleted or restored")
    at: Moment
    by: str
    from_text: Text
    to_text: Text
    reason: Text
    note: str | None = Field(description="What was written, for a note.")
    changes: dict[str, list] = Field(description="For changed details: {field: [before, after]}.")
    is_undo: bool


class HistoryPage(BaseModel):
    """The newest first; `next` is the address of the older ones."""

    history: list[EntryOut]
    next: str | None


class PlanOut(BaseModel):
    name: str
    price: str = Field(description="A decimal number with two digits, as in `29.00`.")
    currency: str
    billing_period: str = Field(description="`once`, `monthly` or `yearly`.")
    is_default: bool


class ListingOut(BaseModel):
    reference: str
    name: str
    kind: str
    vendor: PartnerName
    marketplaces: list[MarketplaceName] = Field(description="Where it is offered now.")
    plans: list[PlanOut]


class Listings(BaseModel):
    listings: list[ListingOut]


class StatusOut(StatusName):
    is_first: bool = Field(description="Where new leads start.")
    asks_reason: bool = Field(description="Whoever moves a lead here says why.")
    moves_to: list[str] = Field(description="The slugs of the statuses that may follow.")


class WorkflowOut(BaseModel):
    slug: str
    name: str
    statuses: list[StatusOut]


class Workflows(BaseModel):
    workflows: list[WorkflowOut]
