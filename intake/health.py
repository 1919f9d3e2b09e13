"""How a source is doing: when its last lead came, how often leads usually come, and how much waits in quarantine."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.models import Delivery, Outcome

LOOKED_AT = 50  # deliveries
FEWEST_GAPS = 2
# So much longer than usual is worth a word, and never less than an hour.
MUCH_LONGER, AT_LEAST = 3, timedelta(hours=1)


@dataclass(frozen=True)
class Health:
    """`last` is when the last lead came, None for never; `usual` the median time between two, None where too few came."""

    last: datetime | None = None
    usual: timedelta | None = None
    in_quarantine: int = 0
    is_on: bool = True

    @property
    def is_quiet(self):
        """Whether it is silent for longer than usual; what is turned off is silent anyway."""
        if not (self.is_on and self.usual is not None):
            return False
        return timezone.now() - self.last > max(MUCH_LONGER * self.usual, AT_LEAST)

    @property
    def usual_in_words(self):
        """As in “usually every 40 min”; blank where too few leads came to say."""
        return duration(self.usual) if self.usual is not None else ""


def duration(time):
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes < 90:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 48 * 60:
        return _("%(count)s h") % {"count": round(minutes / 60)}
    days = round(minutes / (24 * 60))
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def health_of(endpoints):
    """{primary key: Health} of these endpoints, in two queries however many there are."""
    came = _newest(endpoints)
    waiting = in_quarantine(endpoints)
    return {one.pk: _judged(came.get(one.pk, []), waiting.get(one.pk, 0), one.is_on) for one in endpoints}


def _judged(moments, waiting, is_on):
    gaps = [later - earlier for later, earlier in pairwise(moments)]
    usual = median(gaps) if len(gaps) >= FEWEST_GAPS else None
    return Health(moments[0] if moments else None, usual, waiting, is_on)


def _newest(endpoints):
    """{primary key: when the newest deliveries came that made leads, newest first}; test leads are none."""
    created = Outcome.objects.filter(delivery=OuterRef("pk"), kind=Outcome.Kind.CREATED, lead__is_test=False)
    made = Delivery.objects.filter(Exists(created), is_test=False)
    wanted = Q()
    for one in endpoints:  # each reads its own end of the index, not all that ever came
        wanted |= Q(pk__in=made.filter(endpoint=one).order_by("-received_at", "-pk").values("pk")[:LOOKED_AT])
    came = {}
    if wanted:
        rows = Delivery.objects.filter(wanted).order_by("-received_at", "-pk")
        for endpoint, moment in rows.values_list("endpoint_id", "received_at"):
            came.setdefault(endpoint, []).append(moment)
    return came


def in_quarantine(endpoints):
    """{primary key: how many deliveries are in quarantine}."""
    waiting = Delivery.objects.quarantined().filter(endpoint__in=endpoints).order_by()
    return dict(waiting.values_list("endpoint").annotate(Count("pk")))


def number_in_quarantine(membership):
    """How many wait in all the partner's sources: the number beside **Sources**; None for none."""
    return Delivery.objects.visible_to(membership).quarantined().count() or None
