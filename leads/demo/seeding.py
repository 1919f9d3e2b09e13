"""Fill an empty database with the demo: the cast, the catalogue, and any number of leads with their stories.

The same number and seed give the same leads: people, companies and references whatever the day, and the very same
rows when the moment is the same too. A batch of leads is drawn, told and stored before the next one is begun, so
memory does not grow with their number.

Up to `AT_ONCE` leads go into one transaction: a run that is stopped leaves nothing. More would make the log of a
SQLite database larger than the database, so they are committed batch by batch; until the last one is, nobody of the
cast is active, which is how an unfinished demo is known (`find_state`).
"""

import gc
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from random import Random
from types import SimpleNamespace

from django.db import connection, transaction
from django.utils import timezone

from accounts.demo import OPERATOR, PARTNERS, PEOPLE, create_cast
from accounts.models import Partner, User
from leads.demo.arrivals import arrivals
from leads.demo.narrator import Narrator
from leads.demo.routes import Routes
from leads.demo.templates import Forms, create_templates
from leads.models import HistoryEntry, Lead, Note
from listings.demo import create_catalogue
from listings.models import Marketplace

AT_ONCE = 20_000
BATCH = 1000


class State(Enum):
    """What a database holds, as far as the demo is concerned."""

    EMPTY = "nothing"
    DEMO = "the demo"
    UNFINISHED = "a part of the demo: a run was stopped"
    OTHER = "something else"


def find_state():
    if not any(model.objects.exists() for model in (Partner, User, Marketplace)):
        return State.EMPTY
    if Partner.objects.filter(slug__in=PARTNERS).count() < len(PARTNERS):
        return State.OTHER
    return State.DEMO if _of_the_cast().filter(is_active=True).exists() else State.UNFINISHED


@dataclass
class Counts:
    """What was stored."""

    leads: int = 0
    notes: int = 0
    history: int = 0


def seed(*, leads=600, seed=1, now=None, progress=None, afterwards=None):
    """Create the cast, the catalogue and the leads; `seed_leads` has the arguments. Returns Counts.

    `afterwards(cast)` adds what the rooms above have to show.
    """
    with transaction.atomic() if leads <= AT_ONCE else nullcontext():
        with transaction.atomic():
            partners, people = create_cast()
            marketplaces, listings = create_catalogue(partners)
            _of_the_cast().update(is_active=False)
        cast = SimpleNamespace(partners=partners, people=people, marketplaces=marketplaces, listings=listings)
        counts = seed_leads(cast, leads=leads, seed=seed, now=now, progress=progress)
        if afterwards:
            afterwards(cast)
        _of_the_cast().update(is_active=True)
    return counts


def seed_leads(cast, *, leads=600, seed=1, now=None, progress=None):
    """Store so many leads for a cast without any, as if now were `now` (rounded down to the hour).

    `progress(done)` is called after each batch. Returns Counts.
    """
    coming, counts = stories(cast, leads=leads, seed=seed, now=now), Counts()
    with _collector_resting():
        while batch := list(islice(coming, BATCH)):
            _store(batch, counts)
            if progress:
                progress(counts.leads)
    if connection.vendor == "postgresql":  # which otherwise plans as for an empty database until its own time comes
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE leads_lead, leads_note, leads_historyentry")
    return counts


def stories(cast, *, leads, seed, now=None):
    """Each of the leads with its story, not stored yet, in the order in which they came. Makes their sources and templates."""
    until = (now or timezone.now()).replace(minute=0, second=0, microsecond=0)
    who = Random(seed)
    what = Random(who.getrandbits(64))
    forms = Forms(create_templates(cast, until=until), until=until)
    narrator = Narrator(cast, chance=what, until=until, forms=forms)
    for moment, arrival in arrivals(leads, routes=Routes(cast), who=who, when=what, until=until):
        yield narrator.story(moment, arrival)


@contextmanager
def _collector_resting():
    """Without the cycle collector: there are no cycles in what is made here, and looking for them takes a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _of_the_cast():
    return User.objects.filter(email__in=[*PEOPLE, OPERATOR[0]])


@transaction.atomic
def _store(batch, counts):
    leads = [story.lead for story in batch]
    notes = [note for story in batch for note in story.notes]
    history = [row for story in batch for row in story.history]
    Lead.objects.bulk_create(leads, batch_size=500)
    Note.objects.bulk_create(notes, batch_size=500)
    HistoryEntry.objects.bulk_create(history, batch_size=500)
    counts.leads += len(leads)
    counts.notes += len(notes)
    counts.history += len(history)
