"""One place that decides what an arrival becomes: a new lead, news of one that is known, or a repeat (PRODUCT §6)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intake.actions.answering import sort_answers
from intake.actions.knowing import Key, Memory, external_key, fingerprint
from intake.actions.naming import Places, current_version
from intake.actions.repeating import bring_up_to_date
from intake.arrivals import CONTACT, Arrival
from intake.models import Outcome
from leads.actions import Draft, StaleLead, receive_lead
from leads.models import Lead, LeadTemplate, Source
from listings.models import Listing

ATTEMPTS = 6
OCCURRED = "Occurred at"


class NamesNobody(Exception):
    """Neither a person, a company, an address nor the sender's own id: `str()` says so, for the quarantine."""


@dataclass(frozen=True)
class Taken:
    """What became of an arrival: its lead, and whether that is new, updated or repeated (an Outcome.Kind)."""

    lead: Lead
    kind: str

    @property
    def is_new(self):
        return self.kind == Outcome.Kind.CREATED


@dataclass
class Way:
    """The way in that an arrival takes. `by` is a User or the source's name, for the history, which knows it by `names` as
    well; `window` is that of repeats.

    `keys` are known before any other: of the delivery itself, or an idempotency key. `listing` and `template`, where a
    person chose them while mending, go before what the message says.
    """

    source: Source
    places: Places
    by: object
    window: timedelta
    keys: list[Key] = field(default_factory=list)
    names: set = field(default_factory=set)
    is_test: bool = False
    listing: Listing | None = None
    template: LeadTemplate | None = None


@dataclass(frozen=True)
class Prepared:
    """An arrival as the draft of a lead, with the keys by which that is known: all that can be found out without a lock."""

    draft: Draft
    keys: list[Key]


def take_arrival(arrival: Arrival, way: Way, *, at: datetime) -> Taken:
    """Make of the arrival what it is, once, however often and from however many sides it comes.

    `at` is when it was received. Raises NamesNobody, and KeyReused for an idempotency key that came with another body.
    """
    return take(prepare(arrival, way, at=at), way, at=at)


def prepare(arrival, way, *, at):
    """What the arrival says, in LeadHub's words; reads only. Raises NamesNobody."""
    if not (arrival.external_id or arrival.says_who):
        raise NamesNobody(_("It names nobody: no name, company, e-mail or phone, and no id of the sender’s."))
    draft = draft_of(arrival, way, at=at)
    return Prepared(draft, keys_of(arrival, draft, way))


def take(prepared, way, *, at):
    """The second half of `take_arrival`, which writes. Raises KeyReused."""
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            with transaction.atomic():
                return _settled(prepared.draft, prepared.keys, way, at=at)
        except (IntegrityError, StaleLead):
            # Somebody was faster with one of the keys, or with the lead: look again.
            if not attempts_left:
                raise


def _settled(draft, keys, way, *, at):
    memory = Memory(way.source, keys)
    key, lead = memory.find(at=at)
    if lead:
        names = {str(way.by), *way.names}
        is_news = bring_up_to_date(lead, draft, by=way.by, names=names, replaces=key.replaces)
        kind = Outcome.Kind.UPDATED if is_news else Outcome.Kind.REPEATED
    else:
        lead, kind = receive_lead(draft, source=way.source, by=way.by), Outcome.Kind.CREATED
    memory.keep(lead, at=at)
    return Taken(lead, kind)


def keys_of(arrival, draft, way):
    """By what it is known: the way's own keys, then the sender's id, else, without an idempotency key, its fingerprint."""
    if arrival.external_id:
        return [*way.keys, external_key(arrival.external_id, is_test=way.is_test or arrival.is_test)]
    is_keyed = any(key.body_digest for key in way.keys)
    return way.keys if is_keyed or way.is_test else [*way.keys, fingerprint(arrival, window=way.window)]


def draft_of(arrival, way, *, at):
    """What the arrival makes of a lead, at this source."""
    listing = way.listing or way.places.listing(arrival.listing)
    marketplace = way.places.marketplace(arrival.marketplace)
    version = current_version(way.template) if way.template else way.places.version(arrival.listing, listing, marketplace)
    answered, others = sort_answers(version, arrival.answers)
    if arrival.occurred_at and abs(at - arrival.occurred_at) > timedelta(minutes=1):
        others.append((OCCURRED, arrival.occurred_at.isoformat(timespec="seconds").replace("+00:00", "Z")))
    return Draft(
        **{name: getattr(arrival, name) for name in CONTACT},
        source_text=arrival.source_text,
        listing=listing,
        listing_text="" if listing else arrival.listing,
        marketplace=marketplace,
        marketplace_text="" if marketplace else arrival.marketplace,
        template_version=version,
        answered=answered,
        answers=others,
        created_at=at,
        is_test=arrival.is_test or way.is_test,
        do_not_contact=arrival.do_not_contact,
    )
