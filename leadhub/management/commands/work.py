"""`manage.py work [--once] [--queue NAME]`: do what is due in the background (docs/background-work.md)."""

from django.core.management import BaseCommand, CommandError

from leadhub.work.queues import queues
from leadhub.work.worker import Worker

BAD_ARGUMENT = 2


class Command(BaseCommand):
    help = "Do background work until told to stop (SIGTERM, Ctrl-C). Any number of workers may run, on any machines."
    # What starts it waits for the database; this does too.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--queue", metavar="NAME", action="append", help="only this kind of work; may be given repeatedly")
        parser.add_argument("--parent", type=int, metavar="PID", help="end when this process, which started the worker, does")

    def handle(self, *, once, queue, parent, **options):
        known = {one.name: one for one in queues}
        if unknown := [name for name in queue or () if name not in known]:
            names = ", ".join(known)
            raise CommandError(f"There is no queue “{unknown[0]}”. There are: {names}.", returncode=BAD_ARGUMENT)
        worker = Worker([known[name] for name in queue or known], parent=parent)
        worker.work_off() if once else worker.work_on()
