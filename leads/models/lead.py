from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Partner
from leadhub.references import ReferenceField
from leadhub.text import SearchTextField, SortKeyField
from leads.answers.text import AnswersTextField
from leads.models.source import Source
from leads.models.template import TemplateVersion
from leads.models.workflow import Status
from leads.querysets import LeadQuerySet
from listings.models import Listing, Marketplace

PRESENT = Q(deleted_at=None)
DISTRIBUTED = PRESENT & Q(distributor__isnull=False)
FOLLOWED_UP = PRESENT & Q(follow_up_on__isnull=False)
DISTRIBUTED_FOLLOWED_UP = FOLLOWED_UP & Q(distributor__isnull=False)
TESTS = PRESENT & Q(is_test=True)
NOT_TO_CONTACT = PRESENT & Q(do_not_contact=True)
WITH_EMAIL = PRESENT & ~Q(email="")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NewestKeyField(models.BigIntegerField):
    """Minus the time received, in microseconds.

    The text orders put the newest first among equals. With this, every column of such an order ascends, and one
    row comparison, which an index can serve, finds the next page.
    """

    def pre_save(self, model_instance, add):
        value = (EPOCH - model_instance.created_at) // timedelta(microseconds=1)
        setattr(model_instance, self.attname, value)
        return value


class Lead(models.Model):
    """Somebody's interest in one listing on one marketplace.

    Foreign keys have an index of their own only where no composite index below begins with what is asked.
    """

    reference = ReferenceField(prefix="LD")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="leads", db_index=False)
    distributor = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="distributed_leads", db_index=False,
        help_text="Copied from the marketplace.",
    )  # fmt: skip
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", db_index=False)
    source_text = models.CharField(max_length=255, blank=True, help_text="The source as the sender named it.")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    listing_name = models.CharField(max_length=255, blank=True, help_text="The listing's, or as given where it is unknown.")
    listing_kind = models.CharField(max_length=10, choices=Listing.Kind, blank=True)
    marketplace = models.ForeignKey(
        Marketplace, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", db_index=False
    )
    marketplace_text = models.CharField(max_length=255, blank=True, help_text="As given, where the marketplace is unknown.")

    first_name = models.CharField(max_length=255, blank=True)
    last_name = models.CharField(max_length=255, blank=True)
    company = models.CharField(max_length=255, blank=True)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=255, blank=True)
    job_title = models.CharField(max_length=255, blank=True)
    country = models.CharField(max_length=255, blank=True)
    template_version = models.ForeignKey(
        TemplateVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="leads", db_index=False
    )
    answers = models.JSONField(
        default=list, blank=True,
        help_text='What else came: [{"label": …, "value": …}], in order; answers to a template have "key" and "type" too.',
    )  # fmt: skip
    answers_text = AnswersTextField(db_default="")

    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="leads", db_index=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads")
    follow_up_on = models.DateField(null=True, blank=True, help_text="The day on which to get back to it.")
    is_test = models.BooleanField(
        "test lead",
        default=False,
        db_default=False,
        help_text="Sent to try the way in: out of the default list, counts and reports.",
    )
    do_not_contact = models.BooleanField(default=False, db_default=False, help_text="No message ever goes to this person.")
    note_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes; a form made from an older one is refused.")
    created_at = models.DateTimeField(help_text="When the lead was received.")
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by_name = models.CharField(max_length=255, blank=True)
    # Many leads have none, and to a unique constraint only NULL is not equal to itself.
    identity = models.CharField(  # noqa: DJ001
        max_length=64, null=True, blank=True, editable=False,
        help_text="What makes an imported row this lead: a hash, unique in the partner.",
    )  # fmt: skip

    search_text = SearchTextField(of=(("first_name", "last_name"), ("company",), ("email",), ("listing_name",)))
    first_name_key = SortKeyField(of="first_name")
    last_name_key = SortKeyField(of="last_name")
    company_key = SortKeyField(of="company")
    listing_key = SortKeyField(of="listing_name")
    newest_key = NewestKeyField(editable=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "identity"], name="lead_identity_once_per_partner")]
        indexes = [
            models.Index(fields=["partner", "created_at", "id"], name="lead_by_date", condition=PRESENT),
            models.Index(fields=["distributor", "created_at", "id"], name="lead_by_date_distributor", condition=DISTRIBUTED),
            models.Index(fields=["partner", "status", "created_at", "id"], name="lead_by_status", condition=PRESENT),
            models.Index(fields=["partner", "owner", "created_at", "id"], name="lead_by_owner", condition=PRESENT),
            models.Index(fields=["partner", "listing", "created_at", "id"], name="lead_by_listing", condition=PRESENT),
            models.Index(fields=["partner", "deleted_at", "id"], name="lead_deleted", condition=~PRESENT),
            models.Index(fields=["partner", "first_name_key", "newest_key", "id"], name="lead_by_first_name", condition=PRESENT),
            models.Index(fields=["partner", "last_name_key", "newest_key", "id"], name="lead_by_last_name", condition=PRESENT),
            models.Index(fields=["partner", "company_key", "newest_key", "id"], name="lead_by_company", condition=PRESENT),
            models.Index(fields=["partner", "listing_key", "newest_key", "id"], name="lead_by_listing_name", condition=PRESENT),
            models.Index(fields=["template_version", "distributor"], name="lead_by_template_version"),
            models.Index(fields=["partner", "follow_up_on", "id"], name="lead_by_follow_up", condition=FOLLOWED_UP),
            models.Index(
                fields=["distributor", "follow_up_on", "id"],
                name="lead_by_follow_up_distributor",
                condition=DISTRIBUTED_FOLLOWED_UP,
            ),
            # Few leads are marked, and each kind is asked for by itself.
            models.Index(fields=["partner", "created_at", "id"], name="lead_tests", condition=TESTS),
            models.Index(fields=["partner", "created_at", "id"], name="lead_not_to_contact", condition=NOT_TO_CONTACT),
            models.Index(F("partner"), Lower("email"), name="lead_by_email", condition=WITH_EMAIL),
            models.Index(
                F("distributor"),
                Lower("email"),
                name="lead_by_email_distributor",
                condition=WITH_EMAIL & Q(distributor__isnull=False),
            ),
            # PostgreSQL has trigram indexes on search_text and answers_text besides: migrations 0003 and 0005.
        ]

    def __str__(self):
        return self.name

    @cached_property
    def url(self):
        """The lead's page; its changes are POSTed below (`status/`, `notes/`, …). A card names it often, so it is kept."""
        return reverse("lead", args=[self.reference])

    def get_absolute_url(self):
        return self.url

    @property
    def name(self):
        """What people call the lead: the person, else the company, else the e-mail."""
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.company or self.email or _("Unnamed lead")

    @property
    def days_to_follow_up(self):
        """How many days from the reader's today until the follow-up, negative when that day has passed; None without one."""
        return (self.follow_up_on - timezone.localdate()).days if self.follow_up_on else None

    @property
    def marketplace_name(self):
        return self.marketplace.name if self.marketplace else self.marketplace_text

    @property
    def source_name(self):
        """The source as the sender named it, else the way in by which the lead came."""
        return self.source_text or (self.source.name if self.source else "")
