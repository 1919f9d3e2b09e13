"""Every status of a workflow can be reached from its first: whatever an operator changes, none drops out of reach."""

from django.db import connection
from django.utils.translation import gettext as _

from leads.models import Move, Status, Workflow


def claim_workflows(ids):
    """Let nobody else change these workflows until this transaction ends: two harmless changes at once could do harm together."""
    workflows = Workflow.objects.filter(pk__in=ids).order_by("pk")
    # A page that only asks whether it could be done is in no transaction, and needs no lock.
    return list(workflows.select_for_update() if connection.in_atomic_block else workflows)


def objection(workflow, *, without_statuses=(), without_moves=(), more_moves=(), first=None):
    """Why the workflow cannot do without these, or start elsewhere: a sentence, or nothing.

    `without_…` are ids, `more_moves` pairs (from id, to id), `first` is a Status. What is out of reach already is no objection:
    it could not be mended step by step otherwise.
    """
    statuses = {status.pk: status for status in workflow.statuses.all()}
    moves = {move.pk: (move.from_status_id, move.to_status_id) for move in Move.objects.filter(from_status__workflow=workflow)}
    old_first = next((pk for pk, status in statuses.items() if status.is_first), None)
    before = _reached(moves.values(), old_first)
    left = [ends for pk, ends in moves.items() if pk not in without_moves and not set(ends) & set(without_statuses)]
    first = first.pk if first else old_first
    after = _reached([*left, *more_moves], first)
    lost = [status for pk, status in statuses.items() if pk in before - after and pk not in without_statuses]
    if not lost:
        return ""
    words = _("No move would lead to %(lost)s any more: every status of %(workflow)s has to be reachable from %(first)s.")
    names = ", ".join(status.name for status in lost)
    return words % {"lost": names, "workflow": workflow, "first": statuses[first].name if first in statuses else "—"}


def lead_to_new(workflow, statuses):
    """Give each of these new statuses that nothing leads to a move from the first; returns those."""
    first = workflow.statuses.filter(is_first=True).first()
    ends = Move.objects.filter(from_status__workflow=workflow).values_list("from_status_id", "to_status_id")
    reached = _reached(list(ends), first.pk if first else None)
    lonely = [status for status in statuses if status.pk not in reached]
    for status in lonely:
        Move.objects.create(from_status=first, to_status=status)
    return lonely


def objections_to_losing(*, statuses=(), moves=()):
    """Why these statuses or moves cannot be deleted together: a sentence for each workflow that would suffer."""
    ids = {status.workflow_id for status in statuses} | set(
        Status.objects.filter(moves_from__in=moves).values_list("workflow_id", flat=True)
    )
    lost = {"without_statuses": [one.pk for one in statuses], "without_moves": [one.pk for one in moves]}
    return [words for workflow in claim_workflows(ids) if (words := objection(workflow, **lost))]


def _reached(moves, first):
    """The ids that chains of moves lead to from the first, itself included."""
    reached, fresh = set(), {first} - {None}
    while fresh:
        reached |= fresh
        fresh = {to for start, to in moves if start in fresh} - reached
    return reached
