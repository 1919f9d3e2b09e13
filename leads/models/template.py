"""Lead templates (C-01…03, 06, 09): the form that a marketplace shows for a listing.

What a visitor sees (fields, contact fields, consent) stands in a TemplateVersion, which no edit changes once it may have
been shown to anybody. What LeadHub does with the answers (workflow, auto-reply, thanks) stands on the template.
"""

import secrets
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from leadhub.references import CROCKFORD, ReferenceField
from leadhub.text import SortKeyField, fold
from leads.answers.types import TemplateField
from leads.models.workflow import Workflow
from listings.models import Offering

CONTACT_FIELDS = ("first_name", "last_name", "company", "email", "phone", "job_title", "country")
REQUIRED, OPTIONAL, HIDDEN = "required", "optional", "hidden"
USUAL_CONTACT = dict.fromkeys(CONTACT_FIELDS, HIDDEN) | {
    "first_name": OPTIONAL, "last_name": REQUIRED, "company": OPTIONAL, "email": REQUIRED, "phone": OPTIONAL,
}  # fmt: skip


def draw_slug():
    """The unguessable part of a hosted form's address: 130 random bits."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(26)).lower()


def usual_contact():
    return dict(USUAL_CONTACT)


class LeadTemplateQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """A partner's own templates: where every query starts."""
        return self.filter(partner=membership.partner)

    def matching(self, text):
        """Those with the text in their name, folded as everywhere (leadhub.text).

        A partner has tens of templates: their names are compared here, which comes out the same on every database.
        """
        wanted = fold(text.strip())
        return self.filter(pk__in=[pk for pk, name in self.values_list("pk", "name") if wanted in fold(name)])

    def with_form(self):
        """With what its form, page and list row show."""
        return self.select_related("partner", "workflow", "current").prefetch_related(
            models.Prefetch("uses", TemplateUse.objects.select_related("offering__listing", "offering__marketplace"))
        )


class LeadTemplate(models.Model):
    """A vendor's form. `revision` counts saves: an edit made from an older one is refused."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        RETIRED = "retired", _("Retired")

    reference = ReferenceField(prefix="LT")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="lead_templates")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    slug = models.CharField(max_length=40, unique=True, default=draw_slug, editable=False)
    workflow = models.ForeignKey(Workflow, on_delete=models.PROTECT, related_name="lead_templates")
    offerings = models.ManyToManyField(Offering, through="TemplateUse", related_name="lead_templates")
    thanks = models.TextField(blank=True, help_text=_("What a visitor reads after sending the form."))
    auto_reply_subject = models.CharField(max_length=255, blank=True)
    auto_reply_body = models.TextField(blank=True)
    embed_hosts = models.JSONField(
        default=list, blank=True, help_text=_("The hosts whose pages may show the form in a frame, as in www.example.com.")
    )
    current = models.ForeignKey("TemplateVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    updated_by_name = models.CharField(max_length=255, blank=True)
    name_key = SortKeyField(of="name")

    objects = LeadTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"], name="template_name_once_per_partner",
                violation_error_message=_("There is a template of that name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @cached_property
    def url(self):
        return reverse("template", args=[self.reference])

    def get_absolute_url(self):
        return self.url

    @property
    def is_active(self):
        return self.state == self.State.ACTIVE

    @property
    def is_retired(self):
        return self.state == self.State.RETIRED


class TemplateVersionQuerySet(models.QuerySet):
    def shown_for(self, offering):
        """What a lead for this offering is asked now: its active template's version, else the usual form (unsaved)."""
        current = self.select_related("template__workflow").filter(
            template__uses__offering=offering, template__uses__is_active=True, pk=models.F("template__current")
        )
        return current.first() or self.model()

    def asking_for(self, membership):
        """The versions that leads visible to this membership can have come with.

        For a distributor those that ask on its marketplaces, or whose leads it has from when they did; never drafts:
        what a vendor is still thinking about asks nobody anything yet.
        """
        partner = membership.partner
        if not partner.is_distributor:
            return self.filter(template__partner=partner)
        uses = TemplateUse.objects.filter(offering__marketplace__distributor=partner)
        uses = uses.exclude(template__state=LeadTemplate.State.DRAFT)
        answered = models.Exists(partner.distributed_leads.filter(template_version=models.OuterRef("pk")))
        return self.filter(models.Q(template__in=uses.values("template")) | answered)


class TemplateVersion(models.Model):
    """What one edition of a template asks. A lead keeps the one it came with, to the letter."""

    template = models.ForeignKey(LeadTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    contact = models.JSONField(
        default=usual_contact, help_text="{contact field: required|optional|hidden}; the order is CONTACT_FIELDS'."
    )
    fields_json = models.JSONField(default=list, db_column="fields", help_text="TemplateField.as_json of each, in order.")
    consent = models.TextField(blank=True, help_text=_("What a visitor agrees to; blank asks for nothing."))
    created_at = models.DateTimeField()

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        ordering = ["template", "-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="template_version_number_once")]

    def __str__(self):
        return f"{self.template} · {self.number}"

    @cached_property
    def fields(self):
        """The TemplateFields, in order."""
        return [TemplateField.from_json(field) for field in self.fields_json]

    def of_this_template(self, pk):
        """The version of the same template with this id, or None; the usual form, which is of none, has the id None."""
        if pk == self.pk:
            return self
        return type(self).objects.filter(template=self.template_id, pk=pk).first() if self.pk else None

    def asks_the_same_as(self, other):
        return (self.contact, self.fields_json, self.consent) == (other.contact, other.fields_json, other.consent)


class TemplateUse(models.Model):
    """A listing on a marketplace for which a template is the form. `is_active` follows the template's state."""

    template = models.ForeignKey(LeadTemplate, on_delete=models.CASCADE, related_name="uses")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="template_uses", db_index=False)
    is_active = models.BooleanField(default=False)

    class Meta:
        ordering = ["offering__listing__name", "offering__marketplace__name"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "template"], name="template_use_once"),
            models.UniqueConstraint(
                fields=["offering"], condition=Q(is_active=True), name="template_one_active_per_offering"
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.offering)
