"""`manage.py seed_demo [--leads N] [--seed S] [--if-empty]`: the demo, into an empty database (PRODUCT §8)."""

import argparse

from django.core.management import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.demo import OPERATOR, PASSWORD, PEOPLE
from accounts.models import Membership
from intake.demo import create_ways_in, leads_of_sources
from leads.demo.seeding import Counts, State, find_state, seed
from leads.models import HistoryEntry, Lead, Note
from opportunities.demo import create_sales

REFUSALS = {
    State.DEMO: gettext_lazy("The demo is here already; nothing was written. It goes into an empty database only."),
    State.OTHER: gettext_lazy("This database has data already; nothing was written. The demo goes into an empty database only."),
    State.UNFINISHED: gettext_lazy("Only a part of the demo is here: a run was stopped. Start again with a new, empty database."),
}


def number_of_leads(text):
    """Raises ArgumentTypeError unless the text is a whole number from 0 up."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"a whole number of leads is needed, not {text!r}")
    return int(text)


class Command(BaseCommand):
    help = "Fill an empty database with demo partners, people, listings and leads, and print who can sign in."

    def add_arguments(self, parser):
        parser.add_argument("--leads", type=number_of_leads, default=600, help="how many leads (default: 600)")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other leads (default: 1)")
        parser.add_argument("--if-empty", action="store_true", help="leave a database alone that has data, without an error")

    def handle(self, *, leads, seed, if_empty, **options):
        state = find_state()
        if state == State.EMPTY:
            self._seed(leads, seed)
        elif if_empty and state == State.DEMO:
            self._print_people()
        elif if_empty and state == State.OTHER:
            self.stdout.write(_("This database has data already: it is left as it is, without demo data."))
        else:
            raise CommandError(REFUSALS[state], returncode=2)

    def _seed(self, leads, number):
        progress = self._show_progress if self.stderr.isatty() else None
        by_sources = leads_of_sources(leads)

        def afterwards(cast):
            create_sales(cast)
            if by_sources:
                create_ways_in(cast, seed=number)

        seed(leads=leads - by_sources, seed=number, progress=progress, afterwards=afterwards)
        counts = Counts(Lead.objects.count(), Note.objects.count(), HistoryEntry.objects.count())
        if self.stderr.isatty():
            self.stderr.write("")  # the progress keeps its line
        self._print_people()
        made = {name: number_format(count, force_grouping=True) for name, count in vars(counts).items()}
        self.stdout.write(_("Leads: %(leads)s, with notes: %(notes)s, and history rows: %(history)s.") % made)

    def _show_progress(self, done):
        text = _("%(done)s leads") % {"done": number_format(done, force_grouping=True)}
        self.stderr.write(f"\r{text}", style_func=str, ending="")
        self.stderr.flush()

    def _print_people(self):
        """One aligned table; who was removed or turned off since is not in it."""
        memberships = Membership.objects.filter(user__email__in=PEOPLE, user__is_active=True).select_related("user", "partner")
        order = list(PEOPLE)
        rows = [
            (place.user.email, PASSWORD, place.partner.name, ", ".join(place.role_names))
            for place in sorted(memberships, key=lambda place: order.index(place.user.email))
        ]
        table = [
            (_("E-mail"), _("Password"), _("Partner"), _("Roles")),
            *rows,
            (OPERATOR[0], PASSWORD, "", _("Operator, at /admin/")),
        ]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for row in table:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
