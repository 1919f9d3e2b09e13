"""What is done to lead templates (C-01…03, 06, 09). `revision` is the template's as the person saw it."""

from contextlib import contextmanager
from dataclasses import dataclass, field, fields

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from leadhub.text import sort_key
from leads.models import LeadTemplate, TemplateUse, TemplateVersion, Workflow
from leads.models.template import usual_contact
from listings.models import Offering

State = LeadTemplate.State


class TemplateConflict(Exception):
    """The change does not fit the template as it is now (409). The message says why."""

    def __init__(self, template, message):
        super().__init__(message)
        self.template = template
        self.message = message


class StaleTemplate(TemplateConflict):
    """Somebody saved the template meanwhile."""

    def __init__(self, template):
        now = LeadTemplate.objects.get(pk=template.pk)
        words = {"who": now.updated_by_name or _("Somebody"), "template": now.name}
        super().__init__(now, _("%(who)s changed “%(template)s” in the meantime. Your change was not made.") % words)


class OfferingTaken(TemplateConflict):
    """Another active template is the form for this listing on this marketplace. Names it: `other`."""

    def __init__(self, template, offering, other):
        words = {"other": other.name, "listing": offering.listing, "marketplace": offering.marketplace}
        super().__init__(template, _("“%(other)s” is the active template for %(listing)s on %(marketplace)s already.") % words)
        self.offering, self.other = offering, other


class NameTaken(TemplateConflict):
    """The partner has a template of this name. It is `template`."""

    def __init__(self, other):
        super().__init__(
            other, _("There is a template named “%(name)s” already. Give this one another name.") % {"name": other.name}
        )


class NothingToUse(TemplateConflict):
    """A template that is the form for nothing cannot be active."""

    def __init__(self, template):
        super().__init__(template, _("An active template needs at least one listing on a marketplace. Choose it under “Used by”."))


@dataclass
class Design:
    """Everything that an administrator decides about a template. `fields` are TemplateFields, in order."""

    name: str
    workflow: Workflow
    offerings: list[Offering] = field(default_factory=list)
    contact: dict = field(default_factory=usual_contact)
    fields: list = field(default_factory=list)
    consent: str = ""
    thanks: str = ""
    auto_reply_subject: str = ""
    auto_reply_body: str = ""
    embed_hosts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, template):
        """The template as it is: what its editor starts from."""
        asked = template.current
        own = {name.name: getattr(template, name.name) for name in fields(cls) if hasattr(template, name.name)}
        own |= {"offerings": [use.offering for use in template.uses.all()]}
        return cls(**own | {"contact": dict(asked.contact), "fields": list(asked.fields), "consent": asked.consent})

    def differences(self, other):
        """The names of what the other design decides otherwise."""
        mine, theirs = ({**vars(design), "offerings": {one.pk for one in design.offerings}} for design in (self, other))
        return [name for name in mine if mine[name] != theirs[name]]

    def settings(self):
        names = ("name", "workflow", "thanks", "auto_reply_subject", "auto_reply_body", "embed_hosts")
        return {name: getattr(self, name) for name in names}

    def version(self, template, number, at):
        asked = [asked.as_json() for asked in self.fields]
        return TemplateVersion(
            template=template, number=number, contact=self.contact, fields_json=asked, consent=self.consent, created_at=at
        )


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
    _use(template, design.offerings)
    return template


@transaction.atomic
def edit_template(template, design, *, by, revision):
    """Save an edit; what a visitor may have seen, or a lead came with, stays as a version of its own (C-06).

    Raises StaleTemplate or NameTaken; for an active template also OfferingTaken, when another one is in its way, and
    NothingToUse.
    """
    with _name_of_its_own(template, design.name):
        _claim(template, by=by, revision=revision, name_key=sort_key(design.name), **design.settings())
    now = template.current
    wanted = design.version(template, now.number + 1, template.updated_at)
    if not wanted.asks_the_same_as(now):
        if template.state == State.DRAFT and not now.leads.exists():
            wanted.number, wanted.pk = now.number, now.pk
        wanted.save()
        template.current = wanted
        template.save(update_fields=["current"])
    _use(template, design.offerings)
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


@transaction.atomic
def activate_template(template, *, by, revision):
    """Open the form. Raises NothingToUse, OfferingTaken or StaleTemplate."""
    _claim(template, by=by, revision=revision, state=State.ACTIVE)
    if not template.uses.exists():
        raise NothingToUse(template)
    _follow_state(template)


@transaction.atomic
def retire_template(template, *, by, revision):
    """Close the form: its address answers 410, its leads keep everything."""
    _claim(template, by=by, revision=revision, state=State.RETIRED)
    _follow_state(template)


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


def _claim(template, *, by, revision, **changes):
    changes |= {"updated_at": timezone.now(), "updated_by_name": str(by)[:255]}
    rows = LeadTemplate.objects.filter(pk=template.pk, revision=revision)
    if revision is None or not rows.update(revision=F("revision") + 1, **changes):
        raise StaleTemplate(template)
    for name, value in {**changes, "revision": revision + 1}.items():
        setattr(template, name, value)


def _use(template, offerings):
    """Make the template the form for exactly these offerings."""
    known = {use.offering_id for use in template.uses.all()}
    wanted = {offering.pk for offering in offerings}
    TemplateUse.objects.filter(template=template, offering__in=known - wanted).delete()
    TemplateUse.objects.bulk_create([TemplateUse(template=template, offering_id=pk) for pk in sorted(wanted - known)])
    template._prefetched_objects_cache = {}
    _follow_state(template)


def _follow_state(template):
    """Two templates that want one offering at once are told apart by the database.

    The offerings are locked first, in order: of two templates that share several, neither waits for the other for ever.
    """
    list(Offering.objects.select_for_update(no_key=True).filter(pk__in=template.uses.values("offering")).order_by("pk"))
    try:
        with transaction.atomic():
            TemplateUse.objects.filter(template=template).update(is_active=template.is_active)
    except IntegrityError as clash:
        others = TemplateUse.objects.filter(is_active=True, offering__template_uses__template=template).exclude(template=template)
        taken = others.select_related("template", "offering__listing", "offering__marketplace").first()
        if taken is None:
            raise
        raise OfferingTaken(template, taken.offering, taken.template) from clash
