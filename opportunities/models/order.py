from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from leadhub.references import ReferenceField
from leadhub.text import SearchTextField, SortKeyField
from listings.models import Listing, Plan
from opportunities.models.customers import CustomerCompany, CustomerUser
from opportunities.models.opportunity import Opportunity
from opportunities.querysets import OrderQuerySet


class Order(models.Model):
    """What a finalised opportunity or a checkout leaves behind (A-31): prices and names as they were. Never changes."""

    reference = ReferenceField(prefix="OR")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="orders", db_index=False)
    seller = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="sold_orders", db_index=False)
    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="order")
    token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    name = models.CharField(max_length=255, blank=True)
    user = models.ForeignKey(CustomerUser, on_delete=models.PROTECT, related_name="orders")
    company = models.ForeignKey(CustomerCompany, on_delete=models.PROTECT, related_name="orders")
    user_name = models.CharField(max_length=255)
    user_email = models.CharField(max_length=255)
    company_name = models.CharField(max_length=255)
    creator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text=_("Who created the opportunity, or checked out; decides who sees the order."),
    )  # fmt: skip
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="orders")
    owner_name = models.CharField(max_length=255)
    by_sales_support = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    search_text = SearchTextField(of=(("reference",), ("company_name",), ("user_name",), ("name",)))
    company_key = SortKeyField(of="company_name")

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["seller", "created_at", "id"], name="order_by_date"),
            models.Index(fields=["partner", "created_at", "id"], name="order_by_partner"),
            models.Index(fields=["seller", "company_key", "id"], name="order_by_company"),
        ]

    def __str__(self):
        return self.reference

    @cached_property
    def url(self):
        return reverse("order", args=[self.reference])

    def get_absolute_url(self):
        return self.url


class OrderLine(models.Model):
    """A product as it was sold."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    listing_name = models.CharField(max_length=255)
    plan_name = models.CharField(max_length=255)
    price = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    billing_period = models.CharField(max_length=10, choices=Plan.BillingPeriod)
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = _("order lines")

    def __str__(self):
        return f"{self.quantity} × {self.listing_name} · {self.plan_name}"

    @property
    def amount(self):
        return self.price * self.quantity
