"""A template's form opens and closes."""

from django.db import transaction

from leads.actions.templating.conflicts import NothingToUse
from leads.actions.templating.revisions import claim
from leads.actions.templating.uses import follow_state
from leads.models import LeadTemplate

State = LeadTemplate.State


@transaction.atomic
def activate_template(template, *, by, revision):
    """Open the form. Raises NothingToUse, OfferingTaken or StaleTemplate."""
    claim(template, by=by, revision=revision, state=State.ACTIVE)
    if not template.uses.exists():
        raise NothingToUse(template)
    follow_state(template)


@transaction.atomic
def retire_template(template, *, by, revision):
    """Close the form: its address answers 410, its leads keep everything."""
    claim(template, by=by, revision=revision, state=State.RETIRED)
    follow_state(template)
