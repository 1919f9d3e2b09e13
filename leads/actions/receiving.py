"""The one door: every lead is born here, whichever way it came (PRODUCT §9)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from leadhub.text import one_line, storable
from leads.actions.recording import actor_fields, now
from leads.models import HistoryEntry, Lead, Note, Source, Status
from leads.models.note import MOST_CHARACTERS
from listings.models import Listing, Marketplace

SALES = "sales"
COLUMN_LENGTH = 255
TEXTS = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "company": _("Company"),
    "email": _("Email"),
    "phone": _("Phone"),
    "job_title": _("Job title"),
    "country": _("Country"),
    "source_text": _("Source"),
}


@dataclass
class Draft:
    """What a way in knows about a lead. Texts may be anything; `listing_text` and `marketplace_text` are kept where
    the listing or marketplace is unknown. `status` is one of the Sales workflow, None for its first. `answers` is a
    list of (label, value); `notes` of texts; `created_at` when the lead came, None for now."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    job_title: str = ""
    country: str = ""
    source_text: str = ""
    listing: Listing | None = None
    listing_text: str = ""
    marketplace: Marketplace | None = None
    marketplace_text: str = ""
    status: Status | None = None
    owner: object = None
    answers: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    created_at: datetime | None = None
    identity: str | None = None


def receive_lead(draft: Draft, *, source: Source, by) -> Lead:
    """Store one lead. See `receive_leads`."""
    return receive_leads([draft], source=source, by=by)[0]


@transaction.atomic
def receive_leads(drafts: list[Draft], *, source: Source, by) -> list[Lead]:
    """Store a batch of leads with their first history row and their notes, in a fixed number of queries.

    A lead belongs to its listing's vendor; without a known listing to the source's partner. Raises IntegrityError
    when an identity exists already: whoever gives identities looks for repeats first, and tries again.
    """
    at = now()
    first = Status.objects.get(workflow__slug=SALES, is_first=True)
    leads = [new_lead(draft, source=source, status=draft.status or first, at=at) for draft in drafts]
    Lead.objects.bulk_create(leads, batch_size=500)
    notes = [note for lead, draft in zip(leads, drafts, strict=True) for note in _notes(lead, draft, by=by, at=at)]
    Note.objects.bulk_create(notes, batch_size=500)
    HistoryEntry.objects.bulk_create([_received(lead, by=by, at=at) for lead in leads], batch_size=500)
    noted = [entry(note.lead, HistoryEntry.Kind.NOTED, by=by, at=at, note=note) for note in notes]
    HistoryEntry.objects.bulk_create(noted, batch_size=500)
    return leads


def contact_fields(draft):
    """The draft's texts as they fit their columns, and the answers with whatever did not fit, whole."""
    columns, answers = {}, [{"label": one_line(label), "value": storable(value)} for label, value in draft.answers]
    for name, label in TEXTS.items():
        columns[name] = _fit(getattr(draft, name), label, answers)
    return {**columns, "answers": answers}


def _fit(text, label, answers):
    text = one_line(text)
    if len(text) <= COLUMN_LENGTH:
        return text
    answers.append({"label": str(_("%(field)s, whole") % {"field": label}), "value": text})
    return text[: COLUMN_LENGTH - 1] + "…"


def new_lead(draft, *, source, status, at):
    """The lead that a draft makes, not stored yet and without its first history row."""
    listing, marketplace = draft.listing, draft.marketplace
    fields = contact_fields(draft)
    fields["listing_name"] = listing.name if listing else _fit(draft.listing_text, _("Listing"), fields["answers"])
    fields["marketplace_text"] = "" if marketplace else _fit(draft.marketplace_text, _("Marketplace"), fields["answers"])
    distributor = marketplace.distributor if marketplace else (source.partner if source.partner.is_distributor else None)
    return Lead(
        partner=listing.partner if listing else source.partner,
        distributor=distributor,
        source=source,
        listing=listing,
        listing_kind=listing.kind if listing else "",
        marketplace=marketplace,
        status=status,
        owner=draft.owner,
        note_count=len(_pieces(draft.notes)),
        created_at=draft.created_at or at,
        updated_at=at,
        identity=draft.identity,
        **fields,
    )


def _notes(lead, draft, *, by, at):
    who = actor_fields(by)
    for body in _pieces(draft.notes):
        yield Note(lead=lead, author=who["actor"], author_name=who["actor_name"], body=body, created_at=at)


def _pieces(notes):
    """The notes that say something; one that is too long for a note becomes several, whole."""
    bodies = [body for body in map(storable, notes) if body.strip()]
    return [body[start : start + MOST_CHARACTERS] for body in bodies for start in range(0, len(body), MOST_CHARACTERS)]


def _received(lead, *, by, at):
    return entry(lead, HistoryEntry.Kind.RECEIVED, by=by, at=at, to_status=lead.status, to_text=lead.status.name)


def entry(lead, kind, *, by, at, **details):
    """A history row that is not stored yet, for those who store many at once."""
    return HistoryEntry(lead=lead, kind=kind, version=lead.version, at=at, **actor_fields(by), **details)
