"""The list of reasons that a partner's administrators keep (C-12). The first change makes the usual ones the partner's own."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Partner
from leadhub.text import fold
from leads.models import USUAL_REASONS, Reason

MOST_REASONS = 50


class ReasonRefused(Exception):
    """The list cannot be changed so; the message says why."""


@transaction.atomic
def add_reason(partner, text):
    """Add a reason at the end (up to 120 characters)."""
    reasons = _claim(partner)
    if len(reasons) >= MOST_REASONS:
        raise ReasonRefused(_("A list of %(count)d reasons is as long as it gets. Remove one first.") % {"count": MOST_REASONS})
    _refuse_twice(reasons, text)
    _keep([*reasons, Reason(partner=partner, text=text)])


@transaction.atomic
def rename_reason(partner, text, to):
    """Let the reason with this text read otherwise; leads keep the words that were said of them."""
    reasons = _claim(partner)
    reason = _find(reasons, text)
    _refuse_twice([other for other in reasons if other is not reason], to)
    reason.text = to
    _keep(reasons)


@transaction.atomic
def move_reason(partner, text, *, steps):
    """Show it earlier (-1) or later (1); at the end of the list nothing changes."""
    reasons = _claim(partner)
    at = reasons.index(_find(reasons, text))
    reasons.insert(max(at + steps, 0), reasons.pop(at))
    _keep(reasons)


@transaction.atomic
def remove_reason(partner, text):
    """Offer it no longer. Without any of its own a partner has the usual ones."""
    reasons = _claim(partner)
    reason = _find(reasons, text)
    reasons.remove(reason)
    if reason.pk:
        reason.delete()
    _keep(reasons)


def _claim(partner):
    """The partner's reasons, to be changed by nobody else meanwhile; the usual ones where it has none."""
    Partner.objects.select_for_update().get(pk=partner.pk)
    own = list(Reason.objects.filter(partner=partner))
    return own or [Reason(partner=partner, text=str(text)) for text in USUAL_REASONS]


def _find(reasons, text):
    for reason in reasons:
        if reason.text == text:
            return reason
    raise ReasonRefused(_("“%(reason)s” is not on the list any more.") % {"reason": text})


def _refuse_twice(reasons, text):
    if any(fold(reason.text) == fold(text) for reason in reasons):
        raise ReasonRefused(_("“%(reason)s” is on the list already.") % {"reason": text})


def _keep(reasons):
    for position, reason in enumerate(reasons):
        reason.position = position
        reason.save()
