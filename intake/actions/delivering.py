"""Raw first: a request is stored before anything is made of it; settling it is a step of its own, which bears repetition."""

import logging
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
from leads.actions import StaleLead

log = logging.getLogger("leadhub.intake")

State = Delivery.State
ATTEMPTS = 5
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


def settle(delivery):
    """Make leads of a stored request, or put it in quarantine with the reason. Returns the delivery as it is then.

    Doing it again changes nothing. Where the database does not let it, it stays waiting, for the worker.
    """
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            return _settle(delivery if attempts_left == ATTEMPTS - 1 else _fresh(delivery))
        except (DatabaseError, StaleLead) as error:
            # A deadlock, a busy file, somebody who was faster: again. What keeps failing is no lead's fault.
            if not attempts_left:
                if isinstance(error, OperationalError):
                    log.warning("left waiting", extra={"fields": {"delivery": delivery.reference}})
                    return delivery
                return _not_made(delivery, error)
        except Exception as error:
            return _not_made(delivery, error)


def replay(delivery):
    """Settle a delivery once more, as it was mended: whatever it was before, except settled."""
    Delivery.objects.filter(pk=delivery.pk).exclude(state=State.SETTLED).update(state=State.PENDING, work_due_at=timezone.now())
    return settle(_fresh(delivery))


class StillWaiting(Exception):
    """The database did not let it; for the worker, which tries again later."""


def settle_later(delivery):
    """What the worker does with a delivery that a crash left behind. Raises StillWaiting."""
    if settle(delivery).state == State.PENDING:
        raise StillWaiting


def _fresh(delivery):
    return Delivery.objects.select_related("endpoint__source__partner").get(pk=delivery.pk)


def _settle(delivery):
    """Everything that can be found out is found out first: whoever writes holds others up, on SQLite all of them."""
    if delivery.state != State.PENDING:
        return delivery
    try:
        arrivals = FORMATS[delivery.format].read(message_of(delivery))
    except Unreadable as unreadable:
        return _quarantined(delivery, str(unreadable))
    places = Places(delivery.endpoint.partner, delivery.endpoint)
    prepared = [_prepared(delivery, arrival, places) for arrival in arrivals]
    with transaction.atomic():
        if not _is_still_waiting(delivery):
            return _fresh(delivery)
        outcomes = [_outcome(delivery, position, *one) for position, one in enumerate(prepared)]
        _keep(delivery, outcomes)
        return _ended(delivery, outcomes)


def _is_still_waiting(delivery):
    """Whether nobody has settled it meanwhile; holds the row until the transaction ends."""
    return Delivery.objects.select_for_update().filter(pk=delivery.pk, state=State.PENDING).exists()


def _quarantined(delivery, reason):
    with transaction.atomic():
        if _is_still_waiting(delivery):
            _end(delivery, State.QUARANTINED, reason)
        return delivery


def _ended(delivery, outcomes):
    refused = [outcome.reason for outcome in outcomes if outcome.lead is None]
    if not refused:
        return _end(delivery, State.SETTLED)
    words = _("%(refused)s of %(all)s leads in it: %(reason)s")
    several = words % {"refused": len(refused), "all": len(outcomes), "reason": refused[0]}
    return _end(delivery, State.QUARANTINED, several if len(outcomes) > 1 else refused[0])


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
        keys.append(Key(("intake", delivery.idempotency_key, body, said), body_digest=body))
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


def _keep(delivery, outcomes):
    """Store the outcomes; a lead that an earlier try made stays one that this delivery made."""
    if delivery.settled_at is None:  # no earlier try
        Outcome.objects.bulk_create(outcomes, batch_size=500)
        return
    created = set(delivery.outcomes.filter(kind=Outcome.Kind.CREATED).values_list("lead_id", flat=True))
    for outcome in outcomes:
        if outcome.lead_id in created:
            created.remove(outcome.lead_id)
            outcome.kind = Outcome.Kind.CREATED
    delivery.outcomes.all().delete()
    Outcome.objects.bulk_create(outcomes, batch_size=500)


def _end(delivery, state, reason=""):
    delivery.state, delivery.reason = state, one_line(reason)[:REASON_LENGTH]
    delivery.settled_at, delivery.work_due_at = timezone.now(), None
    delivery.save(update_fields=["state", "reason", "settled_at", "work_due_at"])
    return delivery


def _not_made(delivery, error):
    """LeadHub itself failed at it: kept, said, and logged for the operators, without a word of what was sent."""
    log.error("not settled", exc_info=error, extra={"fields": {"delivery": delivery.reference}})
    delivery = _fresh(delivery)
    return _end(delivery, State.QUARANTINED, _("LeadHub itself failed at this message. The operators can see why; replay it then."))
