"""What a sender calls our listings: the names of a source, and the leads that wait because nobody knew theirs."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from intake.actions.naming import key_of
from intake.models import Endpoint, ListingName
from leadhub.text import same_words
from leads.actions import Placed, place_leads
from leads.models import Lead, LeadTemplate
from listings.models import Listing

MOST_SHOWN = 50


class StaleName(Exception):
    """Somebody else said in the meantime what this name means (409). `known` is the ListingName as it is now, or None."""

    def __init__(self, name, known):
        self.known = known
        words = {"name": name, "listing": known.listing if known else ""}
        if known:
            self.message = _("Somebody else said in the meantime that “%(name)s” is %(listing)s.") % words
        else:
            self.message = _("Somebody else removed “%(name)s” in the meantime.") % words
        super().__init__(self.message)


@dataclass(frozen=True)
class UnknownName:
    """A name that messages of a source use and that names nothing of ours, with the leads that wait for an answer."""

    name: str
    count: int


@dataclass(frozen=True)
class Mapped:
    """What came of mapping a name: the ListingName, and the leads that got its listing."""

    name: ListingName
    placed: Placed


def waiting_leads(endpoint, membership):
    """The leads of a source that came with a name nobody knew; test leads name what they like."""
    leads = Lead.objects.visible_to(membership).real()
    return leads.filter(source=endpoint.source_id, listing=None).exclude(listing_name="")


def unknown_names(endpoint, membership):
    """The names nobody knows, most leads first."""
    counts, written = Counter(), {}
    for name, count in _spellings(waiting_leads(endpoint, membership)):
        key = same_words(name)
        counts[key] += count
        written.setdefault(key, name)
    return [UnknownName(written[key], count) for key, count in counts.most_common()]


def leads_named(endpoint, name, membership):
    """The leads that wait under this name, in whatever letters, as a queryset."""
    waiting = waiting_leads(endpoint, membership)
    key = same_words(name)
    return waiting.filter(listing_name__in=[spelling for spelling, _count in _spellings(waiting) if same_words(spelling) == key])


def _spellings(leads):
    return leads.order_by("listing_name").values_list("listing_name").annotate(Count("pk")).order_by("-pk__count", "listing_name")


def find_name(endpoint, name):
    """The ListingName of this name, in whatever letters; None where there is none."""
    return endpoint.listing_names.select_related("listing", "template").filter(key=key_of(name)).first()


def state_of(known):
    """What a name means now, as a form carries it along to notice that somebody was faster."""
    return f"{known.listing.reference}:{known.template.reference if known.template else ''}" if known else ""


def map_name(endpoint, name, listing: Listing, template: LeadTemplate | None = None, *, by, membership, seen):
    """Let a name mean this listing, in whatever letters it comes, and give it to all leads that wait for that.

    `seen` is `state_of` what the form showed; another raises StaleName. Saying the same again finds it done. `by` goes to
    the history of the leads. Returns Mapped.
    """
    known = _say(endpoint, name, listing, template, seen)
    return Mapped(known, place_leads(leads_named(endpoint, name, membership), listing, by=by))


@transaction.atomic
def _say(endpoint, name, listing, template, seen):
    _lock(endpoint)
    known = find_name(endpoint, name)
    if known and (known.listing, known.template) == (listing, template):
        return known
    if state_of(known) != seen:
        raise StaleName(name, known)
    known = known or ListingName(endpoint=endpoint, name=name, key=key_of(name))
    known.listing, known.template = listing, template
    known.save()
    return known


@transaction.atomic
def forget_name(endpoint, name, *, seen):
    """Let a name mean nothing again; leads that have their listing keep it. Returns whether it meant anything.

    Raises StaleName when it means something else by now than the form showed.
    """
    _lock(endpoint)
    known = find_name(endpoint, name)
    if known is None:
        return False
    if state_of(known) != seen:
        raise StaleName(name, known)
    known.delete()
    return True


def _lock(endpoint):
    """One change of a source's names at a time."""
    Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
