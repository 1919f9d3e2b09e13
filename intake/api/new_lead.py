"""What a lead is created from (data formats: LeadHub's own JSON), as strict as a machine can be asked to be."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import AfterValidator, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from intake.api.bodies import Body
from intake.formats.reading import LABEL_LENGTH
from leadhub.text import UNSTORABLE
from leads.actions.receiving import COLUMN_LENGTH, IDENTIFYING
from leads.importing.dates import EARLIEST

A_WRONG_CLOCK = timedelta(minutes=5)


def said(name):
    """In JSON Schema: this field is there and not blank."""
    return {"required": [name], "properties": {name: {"type": "string", "minLength": 1, "pattern": r"\S"}}}


def storable(text):
    if UNSTORABLE.search(text):
        raise ValueError(_("This has characters that cannot be stored."))
    return text


def moment(text):
    """An instant of RFC 3339: a real day, an offset, not before 1900 and not to come."""
    if not isinstance(text, str):
        raise ValueError(_("Write this as a text."))
    try:
        found = datetime.fromisoformat(text) if "T" in text.upper() else None
        found = found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ValueError(_("This is no moment such as 2026-11-22T08:30:00Z."))
    if not EARLIEST <= found <= timezone.now() + A_WRONG_CLOCK:
        raise ValueError(_("This is before 1900, or still to come."))
    return text


def answer(value):
    """A text, a number, yes or no, or several texts."""
    parts, kinds = (value, str) if isinstance(value, list) else ([value], str | int | float)
    if not all(isinstance(part, kinds) for part in parts):
        raise ValueError(_("Write this as a text, a number, true or false, or a list of texts."))
    for part in parts:
        storable(str(part))
    return value


Line = Annotated[str, Field(max_length=COLUMN_LENGTH), AfterValidator(storable)]
Words = Annotated[str, AfterValidator(storable)]
Question = Annotated[str, Field(min_length=1, max_length=LABEL_LENGTH), AfterValidator(storable)]
GivenAnswer = Annotated[
    Any,
    PlainValidator(answer),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]
OccurredAt = Annotated[Any, PlainValidator(moment), WithJsonSchema({"type": "string", "format": "date-time"})]


class NewLead(Body):
    """At least one of `email`, `phone`, `last_name` and `company` is said."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [said(name) for name in IDENTIFYING]})

    listing: Line = Field("", description="Its reference or its name. Left out: the source’s, or none.")
    marketplace: Line = Field("", description="Its slug or its name. Left out: the source’s, or none.")
    external_id: Line = Field(
        "", description="Your own id of the lead: sent again with it, it is the same lead, brought up to date."
    )
    first_name: Line = ""
    last_name: Line = ""
    company: Line = ""
    email: Line = ""
    phone: Line = ""
    job_title: Line = ""
    country: Line = Field("", description="A code of ISO 3166-1 (alpha-2), or a name.")
    message: Words = ""
    answers: dict[Question, GivenAnswer] = Field(
        {}, description="What the person answered: {a template field’s key or label: the answer}."
    )
    occurred_at: OccurredAt = Field(None, description="When it happened, with an offset.")
    action: Line = Field("", description="What the person did. Another action of the same person is another lead.")

    @model_validator(mode="after")
    def says_who(self):
        if not any(getattr(self, name).strip() for name in IDENTIFYING):
            raise ValueError(_("Say who it is: at least one of “email”, “phone”, “last_name” and “company”."))
        return self
