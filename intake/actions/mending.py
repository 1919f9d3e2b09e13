"""What people do with what could not be understood: mend it, replay it, or set it aside. What came is never changed."""

import hashlib
import json
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.delivering import GRACE, settle
from intake.models import Delivery
from leadhub.work.leases import due_from
from leads.models import LeadTemplate
from listings.models import Listing

State = Delivery.State
# More than these are left to the worker: nobody waits for a page that long.
MOST_AT_ONCE = 25


class MendedMeanwhile(Exception):
    """Somebody else mended, replayed or set aside the delivery since the page was made (409)."""

    def __init__(self, delivery):
        self.delivery = delivery
        self.message = _("Somebody else mended this message in the meantime.")
        if not delivery.is_quarantined:
            words = {"state": delivery.get_state_display()}
            self.message = _("This message is not in quarantine any more: it is “%(state)s” now.") % words
        super().__init__(self.message)


@dataclass(frozen=True)
class Mending:
    """What takes the place of what came, or of what the source would do; blank for nothing."""

    body: str = ""
    format: str = ""
    listing: Listing | None = None
    template: LeadTemplate | None = None

    @property
    def columns(self):
        return {f"mended_{name}": value for name, value in vars(self).items()}

    @property
    def shared(self):
        """What can be said of several messages at once: all but the text."""
        return {name: value for name, value in self.columns.items() if name != "mended_body"}


@dataclass
class Replayed:
    """How many were replayed: settled, back in quarantine, or left to the worker."""

    settled: int = 0
    quarantined: int = 0
    queued: int = 0

    @property
    def count(self):
        return self.settled + self.quarantined + self.queued


def state_of(delivery):
    """How the delivery is mended and where it stands, as a form carries it along to notice that somebody was faster."""
    parts = [delivery.state, delivery.mended_format, delivery.mended_listing_id, delivery.mended_template_id, delivery.mended_body]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def mend(delivery, mending, *, seen):
    """Keep how a delivery is to be read, beside what came. `seen` is `state_of` what the page showed.

    Raises MendedMeanwhile, unless it is mended in just this way already.
    """
    now = Delivery.objects.get(pk=delivery.pk)
    same = now.is_quarantined and all(getattr(now, name) == value for name, value in mending.columns.items())
    unchanged = {name: getattr(now, name) for name in mending.columns} | {"state": State.QUARANTINED}
    if same:
        return
    if state_of(now) != seen or not Delivery.objects.filter(pk=now.pk, **unchanged).update(**mending.columns):
        raise MendedMeanwhile(Delivery.objects.get(pk=delivery.pk))


def alike(delivery):
    """What is in quarantine at the same source for the same reason, the delivery itself included."""
    return group(delivery.endpoint_id, delivery.reason)


def group(endpoint, reason):
    """What is in quarantine at this source for this reason."""
    return Delivery.objects.quarantined().filter(endpoint=endpoint, reason=reason)


def mend_alike(delivery, mending):
    """Read all that is alike as this one is read; each keeps its own text."""
    alike(delivery).update(**mending.shared)


def replay(deliveries):
    """Settle again what of this queryset is in quarantine. Many are left to the worker. Returns Replayed.

    Each is taken out of quarantine by an UPDATE of its own, so of two who press the button each counts what they did.
    """
    waiting = deliveries.quarantined()
    if waiting[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
        return Replayed(queued=waiting.update(state=State.PENDING, **due_from()))
    replayed = Replayed()
    for pk in list(waiting.order_by("received_at", "pk").values_list("pk", flat=True)):
        # Were this process to end here, the worker would go on with it.
        columns = {"state": State.PENDING, **due_from(timezone.now() + GRACE)}
        if Delivery.objects.quarantined().filter(pk=pk).update(**columns):
            _count(settle(Delivery.objects.get(pk=pk)), replayed)
    return replayed


def _count(delivery, replayed):
    field = {State.SETTLED: "settled", State.QUARANTINED: "quarantined"}.get(delivery.state, "queued")
    setattr(replayed, field, getattr(replayed, field) + 1)


def set_aside(delivery):
    """It is rubbish: out of quarantine, and kept. Returns whether it was in quarantine."""
    return _move(delivery, State.QUARANTINED, State.SET_ASIDE)


def take_back(delivery):
    """Into quarantine again. Returns whether it was set aside."""
    return _move(delivery, State.SET_ASIDE, State.QUARANTINED)


def _move(delivery, before, after):
    return bool(Delivery.objects.filter(pk=delivery.pk, state=before).update(state=after))
