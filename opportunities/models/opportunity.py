from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Partner
from leadhub.references import ReferenceField
from leadhub.text import SearchTextField, SortKeyField
from leads.models import Lead
from listings.models import Listing, Plan
from opportunities.models.customers import CustomerCompany, CustomerUser
from opportunities.querysets import OpportunityQuerySet

PRESENT = Q(deleted_at=None)
MOST_OF_A_LINE = 10_000


class Opportunity(models.Model):
    """A draft purchase: one customer user, their company, at least one product line (A-04).

    `partner` is where it was created, `seller` whose customers and products these are: the partner, or a reseller's parent.
    """

    class Status(models.TextChoices):
        OPEN = "open", gettext_lazy("Open")
        PENDING = "pending-review", gettext_lazy("Pending review")
        CLOSED = "closed", gettext_lazy("Closed")

    reference = ReferenceField(prefix="OP")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="opportunities", db_index=False)
    seller = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="sold_opportunities", db_index=False)
    name = models.CharField(max_length=255, blank=True)
    user = models.ForeignKey(CustomerUser, on_delete=models.PROTECT, related_name="opportunities")
    company = models.ForeignKey(CustomerCompany, on_delete=models.PROTECT, related_name="opportunities")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities"
    )
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="created_opportunities"
    )
    creator_name = models.CharField(max_length=255)
    by_sales_support = models.BooleanField(default=False, help_text=gettext_lazy("Whether its creator was Sales support then."))
    cloned_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones")
    lead = models.ForeignKey(Lead, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities")
    is_first_of_lead = models.BooleanField(default=False)
    # Many have none, and to a unique constraint only NULL is not equal to itself.
    token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    note_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by_name = models.CharField(max_length=255, blank=True)

    company_name = models.CharField(max_length=255, help_text=gettext_lazy("The company's; kept here for search and order."))
    user_name = models.CharField(max_length=255)
    search_text = SearchTextField(of=(("name",), ("company_name",), ("user_name",), ("reference",)))
    name_key = SortKeyField(of="name")
    company_key = SortKeyField(of="company_name")

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = gettext_lazy("opportunities")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(is_first_of_lead=True, deleted_at=None), name="opportunity_first_once_per_lead"
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "created_at", "id"], name="opportunity_by_date", condition=PRESENT),
            models.Index(fields=["partner", "created_at", "id"], name="opportunity_by_partner", condition=PRESENT),
            models.Index(fields=["seller", "name_key", "id"], name="opportunity_by_name", condition=PRESENT),
            models.Index(fields=["seller", "company_key", "id"], name="opportunity_by_company", condition=PRESENT),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return self.name or _("Untitled opportunity")

    @cached_property
    def url(self):
        return reverse("opportunity", args=[self.reference])

    def get_absolute_url(self):
        return self.url


class OpportunityLine(models.Model):
    """A product in an opportunity: a listing in one of its plans, so many times."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="lines")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "listing"], name="line_once_per_listing",
                violation_error_message=gettext_lazy("The product is in this opportunity already."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_OF_A_LINE), name="line_quantity",
                violation_error_message=gettext_lazy("A quantity is a whole number from 1 to 10,000."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.quantity} × {self.plan}"

    @property
    def amount(self):
        """Price times quantity, exact, in the plan's currency and for its billing period."""
        return self.plan.price * self.quantity

    # By the names that an OrderLine has, whose values stay: here they are those of now.

    @property
    def listing_name(self):
        return self.listing.name

    @property
    def plan_name(self):
        return self.plan.name

    @property
    def price(self):
        return self.plan.price

    @property
    def currency(self):
        return self.plan.currency

    @property
    def billing_period(self):
        return self.plan.billing_period

    def get_billing_period_display(self):
        return self.plan.get_billing_period_display()
