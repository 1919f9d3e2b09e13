"""Write a partner's leads to standard output: the bytes of the Leads page's **Export** (O-29…31)."""

import os
from types import SimpleNamespace

from django.core.management import BaseCommand, CommandError
from django.http import QueryDict

from leadhub.lists.export import csv_lines
from leadhub.names import Names
from leads.exports import lead_columns
from leads.filters import LeadFilterSet
from leads.management.acting import BAD_ARGUMENT, acting_for
from leads.models import Lead
from listings.models import Listing

# The parameters of the page's address, and how their options are explained.
FILTERS = {
    "q": "words that stand in the name, company, listing name or e-mail",
    "type": "app or service",
    "phase": "new, working, won or lost; may be given more than once",
    "status": "a status's slug; may be given more than once",
    "listing": "a listing's name or reference; may be given more than once",
    "marketplace": "a marketplace's slug; may be given more than once",
    "owner": "nobody, or a person's reference",
    "due": "1: those to follow up on today (UTC) or since earlier",
    "marked": "test: test leads alone, which are left out otherwise; do-not-contact: leads of whom not to contact",
    "received-from": "a day (2026-11-22, UTC) or an instant with its offset",
    "received-to": "a day, itself included, or an instant with its offset, itself left out",
    "field": "a template field's key: whoever answered it, or with --answer those who said that",
    "answer": "words that stand in an answer",
    "sort": "created, first_name, last_name, company or listing; newest first without it",
}
REPEATED = {"phase", "status", "listing", "marketplace"}


class Command(BaseCommand):
    help = "Export leads as CSV to standard output. Exit code 2: an argument is no good, and nothing was written."

    def add_arguments(self, parser):
        parser.add_argument("--partner", required=True, metavar="SLUG", help="whose leads")
        for name, explained in FILTERS.items():
            parser.add_argument(f"--{name}", action="append" if name in REPEATED else "store", help=explained)
        parser.add_argument("--for-systems", action="store_true", help="raw: no byte order mark, no guard before formulas")

    def handle(self, *, partner, for_systems, **options):
        membership = acting_for(partner)
        asker = SimpleNamespace(membership=membership, user=None)
        filters = LeadFilterSet(_query(options, membership), Lead.objects.visible_to(membership), request=asker)
        if filters.problems:
            problems = " ".join(f"{problem.label}: {problem.message}" for problem in filters.problems)
            raise CommandError(problems, returncode=BAD_ARGUMENT)
        rows = filters.qs.order_by(*filters.order.names())
        try:
            for chunk in csv_lines(rows, lead_columns(membership), for_people=not for_systems):
                self.stdout.buffer.write(chunk)
            self.stdout.buffer.flush()
        except BrokenPipeError:
            # Whoever reads has read enough (`| head`); without this Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())


def _query(options, membership):
    """The options as the page's address has them: listings by reference, one value a name unless it may repeat."""
    query = QueryDict(mutable=True)
    for option in FILTERS:
        name = option.replace("-", "_")
        given = options[name] or []
        query.setlist(name, given if isinstance(given, list) else [given])
    listings = Names((listing.name, listing.reference) for listing in Listing.objects.visible_to(membership))
    query.setlist("listing", [listings.get(name) or name for name in query.getlist("listing")])
    return query
