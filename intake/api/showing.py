"""Rows as what the API shows of them."""

from intake.api import shapes
from leads.answers.text import readable
from leads.models.template import CONTACT_FIELDS

AS_THEY_ARE = (*CONTACT_FIELDS, "reference", "version", "note_count", "follow_up_on", "is_test", "do_not_contact")


def show_lead(request, lead):
    """A lead of `with_details()`."""
    return shapes.LeadOut(
        **{name: getattr(lead, name) for name in AS_THEY_ARE},
        url=request.build_absolute_uri(lead.url),
        listing=listing_of(lead),
        marketplace=marketplace_name(lead.marketplace) if lead.marketplace else unknown(lead.marketplace_text),
        distributor=partner_name(lead.distributor) if lead.distributor else None,
        status=status_name(lead.status),
        owner=shapes.PersonName(reference=lead.owner.reference, name=str(lead.owner)) if lead.owner else None,
        source=lead.source_name,
        answers=[shapes.Answer(**{**answer, "label": str(answer["label"])}) for answer in readable(lead.answers)],
        created_at=lead.created_at,
        updated_at=lead.updated_at,
    )


def listing_of(lead):
    reference = lead.listing.reference if lead.listing else None
    return shapes.ListingName(reference=reference, name=lead.listing_name, kind=lead.listing_kind or None)


def marketplace_name(marketplace):
    return shapes.MarketplaceName(slug=marketplace.slug, name=marketplace.name)


def unknown(text):
    """A marketplace that is only a text."""
    return shapes.MarketplaceName(slug=None, name=text)


def partner_name(partner):
    return shapes.PartnerName(slug=partner.slug, name=partner.name)


def status_name(status):
    return shapes.StatusName(slug=status.slug, name=status.name, phase=status.phase)


def show_note(note):
    return shapes.NoteOut(body=note.body, author=note.author_name, created_at=note.created_at)


def show_entry(entry):
    """A history row with its note."""
    return shapes.EntryOut(
        kind=entry.kind,
        at=entry.at,
        by=entry.actor_name,
        from_text=entry.from_text,
        to_text=entry.to_text,
        reason=entry.reason,
        note=entry.note.body if entry.note else None,
        changes=entry.changes or {},
        is_undo=entry.is_undo,
    )
