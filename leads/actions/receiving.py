"""The one door: every lead is born here, whichever way it came (PRODUCT §9)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadhub.text import one_line, storable
from leads.actions.recording import actor_fields, entry
from leads.models import SALES, HistoryEntry, Lead, Note, Source, Status, TemplateVersion
from leads.models.note import MOST_CHARACTERS
from listings.models import Listing, Marketplace

COLUMN_LENGTH = 255
# One of these has to be said by whoever can be asked to say it: programs and files. What a marketplace sends is kept anyway.
IDENTIFYING = ("email", "phone", "last_name", "company")
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
    the listing or marketplace is unknown. `template_version` is what it answers, if any, and `answered` its answers, as
    they are stored: {"key", "label", "type", "value"}. `status` is one of the template's workflow, or else of Sales, None
    for its first. `answers` is a list of (label, value) of what else came; `notes` of texts; `created_at` when the lead
    came, None for now."""

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
    template_version: TemplateVersion | None = None
    answered: list = field(default_factory=list)
    status: Status | None = None
    owner: object = None
    answers: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    created_at: datetime | None = None
    identity: str | None = None
    is_test: bool = False
    do_not_contact: bool = False


def receive_lead(draft: Draft, *, source: Source, by) -> Lead:
    """Store one lead. See `receive_leads`."""
    return receive_leads([draft], source=source, by=by)[0]


def receive_lead_once(draft: Draft, *, source: Source, by) -> tuple[Lead, bool]:
    """Store a lead whose `identity` may have come before, deleted ones included. Returns (lead, whether it is new).

    Two at once are told apart by the database, not by a look before the write.
    """
    try:
        return receive_lead(draft, source=source, by=by), True
    except IntegrityError:
        partner = draft.listing.partner_id if draft.listing else source.partner_id
        known = Lead.objects.filter(partner=partner, identity=draft.identity).first()
        if draft.identity is None or known is None:
            raise
        return known, False


@transaction.atomic
def receive_leads(drafts: list[Draft], *, source: Source, by, lead_import=None) -> list[Lead]:
    """Store a batch of leads with their first history row and their notes, in a fixed number of queries.

    A lead belongs to its listing's vendor; without a known listing to the source's partner. `lead_import` is the import
    that brought them, if one did. Raises IntegrityError
    when an identity exists already: whoever gives identities looks for repeats first, and tries again.
    """
    at = timezone.now()
    first = {status.workflow_id: status for status in Status.objects.filter(is_first=True).select_related("workflow")}
    sales = next(status for status in first.values() if status.workflow.slug == SALES)

    def status_of(draft):
        version = draft.template_version
        return draft.status or (first[version.template.workflow_id] if version else sales)

    leads = [new_lead(draft, source=source, status=status_of(draft), at=at) for draft in drafts]
    _store(leads)
    notes = [note for lead, draft in zip(leads, drafts, strict=True) for note in _notes(lead, draft, by=by, at=at)]
    Note.objects.bulk_create(notes, batch_size=500)
    told = {"by": by, "at": at, "lead_import": lead_import}
    HistoryEntry.objects.bulk_create([_received(lead, **told) for lead in leads], batch_size=500)
    noted = [entry(note.lead, HistoryEntry.Kind.NOTED, note=note, **told) for note in notes]
    HistoryEntry.objects.bulk_create(noted, batch_size=500)
    return leads


def _store(leads):
    """Insert the leads; a reference that was drawn before (one in 10^12 pairs) is drawn again."""
    try:
        with transaction.atomic():
            Lead.objects.bulk_create(leads, batch_size=500)
    except IntegrityError:
        drawn = [lead.reference for lead in leads]
        taken = set(Lead.objects.filter(reference__in=drawn).values_list("reference", flat=True))
        taken |= {reference for reference in drawn if drawn.count(reference) > 1}
        if not taken:
            raise
        for lead in leads:
            lead.pk = None
            lead.reference = "" if lead.reference in taken else lead.reference
        _store(leads)


def contact_fields(draft):
    """The draft's texts as they fit their columns, and the answers with whatever did not fit, whole."""
    others = [{"label": one_line(label), "value": storable(value)} for label, value in draft.answers]
    columns, answers = {}, [*draft.answered, *others]
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
        template_version=draft.template_version,
        status=status,
        owner=draft.owner,
        note_count=len(_pieces(draft.notes)),
        created_at=draft.created_at or at,
        updated_at=at,
        identity=draft.identity,
        is_test=draft.is_test,
        do_not_contact=draft.do_not_contact,
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


def _received(lead, **told):
    return entry(lead, HistoryEntry.Kind.RECEIVED, to_status=lead.status, to_text=lead.status.name, **told)
