"""Raw first: a request is stored before anything is made of it; settling it is a step of its own, which bears repetition."""

import logging
import time
from datetime import timedelta

from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.arriving import NamesNobody, Way, prepare, take
from intake.actions.knowing import Key, digest_of
from intake.actions.naming import Places
from intake.arrivals import Message, Unreadable
from intake.formats import FORMATS
from intake.models import Delivery, Outcome
from leadhub.text import one_line
from leadhub.work.leases import LeaseLost, extend
from leads.actions import StaleLead

log = logging.getLogger("leadhub.intake")

State = Delivery.State
ATTEMPTS = 5
# So many leads of a file are stored in one transaction: whoever writes holds others up, on SQLite all of them.
PIECE = 25
# Nobody waits for more than these while a sender does: the worker makes them.
MOST_AT_ONCE = 200
# Seconds between two pieces in which others get to write: on SQLite whoever waits looks ten times a second.
BREATH = 0.15
# A request is settled right after it is stored; what nobody has settled by then was left behind by a crash.
GRACE = timedelta(seconds=30)
REASON_LENGTH = 500
HEADER_LENGTH = 255


def store(endpoint, *, body, content_type="", charset="", user_agent="", idempotency_key="", sender=None, is_test=False):
    """Keep a request as it came. From here on it is LeadHub's not to lose. `body` is bytes, the others are its headers."""
    now = timezone.now()
    headers = {"content_type": content_type, "charset": charset, "user_agent": user_agent, "idempotency_key": idempotency_key}
    return Delivery.objects.create(
        endpoint=endpoint,
        received_at=now,
        work_due_at=now + GRACE,
        body=body,
        sender=sender,
        is_test=is_test,
        **{name: one_line(text)[:HEADER_LENGTH] for name, text in headers.items()},
    )


def settle(delivery, *, most=MOST_AT_ONCE, go_on=lambda: None):
    """Make leads of a stored request, or put it in quarantine with the reason. Returns the delivery as it is then.

    Doing it again changes nothing. Where the database does not let it, and where it has more than `most` leads (None: any
    number is welcome), it stays waiting, for the worker. `go_on` is called before each piece of a long one; LeaseLost ends it.
    """
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            return _settle(delivery if attempts_left == ATTEMPTS - 1 else _fresh(delivery), most, go_on)
        except LeaseLost:
            raise
        except (DatabaseError, StaleLead) as error:
            # A deadlock, a busy file, somebody who was faster: again. What keeps failing is no lead's fault.
            if not attempts_left:
                if isinstance(error, OperationalError):
                    log.warning("left waiting", extra={"fields": {"delivery": delivery.reference}})
                    return delivery
                return _not_made(delivery, error)
        except Exception as error:
            return _not_made(delivery, error)


def replay_one(delivery):
    """Settle a delivery that waits or is in quarantine, as it was mended. What was settled or set aside stays so."""
    open_ones = Delivery.objects.filter(pk=delivery.pk, state__in=[State.PENDING, State.QUARANTINED])
    open_ones.update(state=State.PENDING, work_due_at=timezone.now())
    return settle(_fresh(delivery), most=None)


class StillWaiting(Exception):
    """The database did not let it; for the worker, which tries again later."""


def settle_later(delivery):
    """What the worker does with a delivery that a crash left behind. Raises StillWaiting."""

    def go_on():
        extend(delivery)
        time.sleep(BREATH)

    if settle(delivery, most=None, go_on=go_on).state == State.PENDING:
        raise StillWaiting


def _fresh(delivery):
    return Delivery.objects.select_related("endpoint__source__partner").get(pk=delivery.pk)


def _settle(delivery, most, go_on):
    """Everything that can be found out is found out first, without a lock."""
    if delivery.state != State.PENDING:
        return delivery
    try:
        arrivals = FORMATS[delivery.format].read(message_of(delivery))
    except Unreadable as unreadable:
        return _quarantined(delivery, str(unreadable))
    if most is not None and len(arrivals) > most:
        Delivery.objects.filter(pk=delivery.pk, state=State.PENDING).update(work_due_at=timezone.now())
        return delivery
    places = Places(delivery.endpoint.partner, delivery.endpoint)
    prepared = [_prepared(delivery, arrival, places) for arrival in arrivals]
    return _store(delivery, in_order(prepared), go_on)


def in_order(prepared):
    """[(position, way, prepared)], in an order that depends on the leads alone: two files with the same leads, each in an
    order of its own, would wait for each other for ever. What is known by the same key stays in the order of the file."""
    numbered = [(position, *one) for position, one in enumerate(prepared)]
    return sorted(numbered, key=lambda one: one[2].keys[-1].digest if one[1] else "")


def _store(delivery, waiting, go_on):
    """Take them piece by piece. What a crash interrupts begins anew, and finds by their keys the leads that it made."""
    made = _made_before(delivery)
    count, refused = len(waiting), {}
    while True:
        piece, waiting = waiting[:PIECE], waiting[PIECE:]
        with transaction.atomic():
            if not _is_still_waiting(delivery):
                return _fresh(delivery)
            outcomes = [_outcome(delivery, *one) for one in piece]
            _keep(delivery, outcomes, made)
            refused |= {outcome.position: outcome.reason for outcome in outcomes if outcome.lead is None}
            if not waiting:
                delivery.outcomes.filter(position__gte=count).delete()
                return _ended(delivery, count, refused)
        go_on()


def _is_still_waiting(delivery):
    """Whether nobody has settled it meanwhile; holds the row until the transaction ends."""
    return Delivery.objects.select_for_update().filter(pk=delivery.pk, state=State.PENDING).exists()


def _quarantined(delivery, reason):
    with transaction.atomic():
        if not _is_still_waiting(delivery):
            return _fresh(delivery)
        return _end(delivery, State.QUARANTINED, reason)


def _ended(delivery, count, refused):
    """`refused` are the reasons of those of its `count` leads that are none, by their position."""
    if not refused:
        return _end(delivery, State.SETTLED)
    first = refused[min(refused)]
    words = _("%(refused)s of %(all)s leads in it: %(reason)s")
    several = words % {"refused": len(refused), "all": count, "reason": first}
    return _end(delivery, State.QUARANTINED, several if count > 1 else first)


def message_of(delivery):
    """What the format reads: the text as it was mended, else the body as it came."""
    if delivery.mended_body:
        return Message(delivery.mended_body.encode(errors="replace"), delivery.content_type, "utf-8")
    return Message(bytes(delivery.body), delivery.content_type, delivery.charset)


def _prepared(delivery, arrival, places):
    """(the way it takes, it prepared) or (None, why it is none)."""
    said = digest_of(repr(arrival))
    keys = [Key(("delivery", delivery.pk, said))]
    if delivery.idempotency_key:
        body = digest_of(bytes(delivery.body).hex())
        tried = ["test"] if delivery.is_test else []
        keys.append(Key(("intake", delivery.idempotency_key, body, said, *tried), body_digest=body))
    way = Way(
        source=delivery.endpoint.source,
        places=places,
        by=delivery.endpoint.source.name,
        window=delivery.endpoint.window,
        names=delivery.endpoint.names,
        keys=keys,
        is_test=delivery.is_test,
        listing=delivery.mended_listing,
        template=delivery.mended_template,
    )
    try:
        return way, prepare(arrival, way, at=delivery.received_at)
    except NamesNobody as nobody:
        return None, str(nobody)


def _outcome(delivery, position, way, prepared):
    if way is None:
        return Outcome(delivery=delivery, position=position, kind=Outcome.Kind.REFUSED, reason=prepared[:REASON_LENGTH])
    taken = take(prepared, way, at=delivery.received_at)
    return Outcome(delivery=delivery, position=position, kind=taken.kind, lead=taken.lead)


def _made_before(delivery):
    """The primary keys of the leads that earlier tries of this delivery made."""
    return set(delivery.outcomes.filter(kind=Outcome.Kind.CREATED).values_list("lead_id", flat=True))


def _keep(delivery, outcomes, made):
    """Store the outcomes of a piece; a lead that an earlier try made stays one that this delivery made."""
    outcomes.sort(key=lambda outcome: outcome.position)
    for outcome in outcomes:
        if outcome.lead_id in made:
            made.remove(outcome.lead_id)
            outcome.kind = Outcome.Kind.CREATED
    delivery.outcomes.filter(position__in=[outcome.position for outcome in outcomes]).delete()
    Outcome.objects.bulk_create(outcomes)


def _end(delivery, state, reason=""):
    delivery.state, delivery.reason = state, one_line(reason)[:REASON_LENGTH]
    delivery.settled_at, delivery.work_due_at = timezone.now(), None
    delivery.save(update_fields=["state", "reason", "settled_at", "work_due_at"])
    return delivery


def _not_made(delivery, error):
    """LeadHub itself failed at it: kept, said, and logged for the operators, without a word of what was sent."""
    log.error("not settled", exc_info=error, extra={"fields": {"delivery": delivery.reference}})
    words = _("LeadHub itself failed at this message. The operators can see why; replay it then.")
    return _quarantined(_fresh(delivery), words)
