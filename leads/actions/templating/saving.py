"""Lead templates that are made, edited and duplicated, each under a name of its own."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leadhub.text import sort_key
from leads.actions.templating.conflicts import NameTaken, NothingToUse
from leads.actions.templating.design import Design
from leads.actions.templating.revisions import claim
from leads.actions.templating.uses import use_for
from leads.models import LeadTemplate


@transaction.atomic
def create_template(partner, design, *, by):
    """A new draft. Raises NameTaken where the partner has a template of that name."""
    at = timezone.now()
    template = LeadTemplate(partner=partner, created_at=at, updated_at=at, updated_by_name=str(by)[:255], **design.settings())
    with _name_of_its_own(template):
        template.save()
    template.current = design.version(template, 1, at)
    template.current.save()
    template.save(update_fields=["current"])
    use_for(template, design.offerings)
    return template


@transaction.atomic
def edit_template(template, design, *, by, revision):
    """Save an edit; what a visitor may have seen, or a lead came with, stays as a version of its own (C-06).

    Raises StaleTemplate or NameTaken; for an active template also OfferingTaken, when another one is in its way, and
    NothingToUse.
    """
    with _name_of_its_own(template, design.name):
        claim(template, by=by, revision=revision, name_key=sort_key(design.name), **design.settings())
    now = template.current
    wanted = design.version(template, now.number + 1, template.updated_at)
    if not wanted.asks_the_same_as(now):
        if template.state == LeadTemplate.State.DRAFT and not now.leads.exists():
            wanted.number, wanted.pk = now.number, now.pk
        wanted.save()
        template.current = wanted
        template.save(update_fields=["current"])
    use_for(template, design.offerings)
    if template.is_active and not design.offerings:
        raise NothingToUse(template)


def copy_name(template):
    """The name that the next duplicate of a template gets: the first that is free."""
    taken = set(LeadTemplate.objects.filter(partner=template.partner).values_list("name", flat=True))
    words, number = {"name": template.name[:200]}, 1
    name = _("Copy of %(name)s") % words
    while name in taken:
        number += 1
        name = _("Copy %(number)s of %(name)s") % {**words, "number": number}
    return name


@transaction.atomic
def duplicate_template(template, *, by, name=""):
    """A draft of the same design, the same listings included, under another name. Raises NameTaken."""
    design = Design.of(template)
    design.name = name or copy_name(template)
    return create_template(template.partner, design, by=by)


@contextmanager
def _name_of_its_own(template, name=None):
    """What is saved inside may clash with another template's name: then NameTaken."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        others = LeadTemplate.objects.filter(partner=template.partner, name=name or template.name).exclude(pk=template.pk)
        if (other := others.first()) is None:
            raise
        raise NameTaken(other) from clash
