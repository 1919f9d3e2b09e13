"""Interpret stored deliveries once more (docs/sources.md)."""

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from intake.actions.delivering import replay_one
from intake.models import Delivery
from leadhub.references import normal

State = Delivery.State


class Command(BaseCommand):
    help = "Replay deliveries: those left waiting by a crash, and with --quarantined those in quarantine as well."

    def add_arguments(self, parser):
        parser.add_argument("deliveries", nargs="*", metavar="DELIVERY", help="references such as DL-7K3M-9Q2X; without, all")
        parser.add_argument("--quarantined", action="store_true", help="those in quarantine too")
        parser.add_argument("--source", metavar="REFERENCE", help="of this source alone, as in SR-7K3M-9Q2X")

    def handle(self, *, deliveries, quarantined, source, **options):
        rows = self._named(deliveries) if deliveries else self._waiting(quarantined)
        rows = rows.filter(endpoint__reference=normal(source)) if source else rows
        counts = dict.fromkeys(State, 0)
        for pk in list(rows.order_by("received_at", "pk").values_list("pk", flat=True)):
            counts[replay_one(Delivery.objects.get(pk=pk)).state] += 1
        self.stdout.write(
            f"settled {counts[State.SETTLED]}, quarantined {counts[State.QUARANTINED]}, waiting {counts[State.PENDING]}"
        )

    def _named(self, references):
        wanted = {normal(reference) for reference in references}
        rows = Delivery.objects.filter(reference__in=wanted)
        if missing := wanted - set(rows.values_list("reference", flat=True)):
            raise CommandError(_("There is no delivery %(reference)s.") % {"reference": ", ".join(sorted(missing))}, returncode=2)
        return rows

    def _waiting(self, quarantined):
        states = [State.PENDING, State.QUARANTINED] if quarantined else [State.PENDING]
        return Delivery.objects.filter(state__in=states)
