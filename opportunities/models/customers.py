"""Who buys. Customers belong to the selling partner: a reseller's to its parent (PRODUCT §9, Customers)."""

from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from leadhub.references import ReferenceField
from leadhub.text import SearchTextField, SortKeyField, fold, one_line


class CustomerQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """A selling partner's own; a reseller's are those of its parent that are linked to it."""
        partner = membership.partner
        if partner.parent_id:
            return self.filter(seller=partner.parent_id, resellers=partner)
        return self.filter(seller=partner)

    def matching(self, words):
        """Literally, without case and accents, in the fields of `search_text`."""
        folded = fold(one_line(words))
        return self.filter(search_text__contains=folded) if folded else self


class CustomerCompanyQuerySet(CustomerQuerySet):
    def with_users(self, membership, is_with=True):
        """Those with a user, or without one, as far as this membership sees."""
        with_some = models.Exists(Employment.objects.visible_to(membership).filter(company=models.OuterRef("pk")))
        return self.filter(with_some if is_with else ~with_some)

    def with_user_count(self, membership):
        """With `user_count`: how many of its users this membership sees."""
        users = Employment.objects.visible_to(membership).filter(company=models.OuterRef("pk"))
        counted = users.order_by().values("company").annotate(number=models.Count("pk")).values("number")
        return self.annotate(user_count=models.functions.Coalesce(models.Subquery(counted), 0))


class CustomerCompany(models.Model):
    """A company that buys. Names may repeat: there is more than one Müller GmbH."""

    reference = ReferenceField(prefix="CC")
    seller = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="customer_companies", db_index=False)
    resellers = models.ManyToManyField(Partner, related_name="linked_companies", blank=True)
    name = models.CharField(max_length=255)
    country = models.CharField(max_length=255, blank=True)
    website = models.URLField(max_length=255, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    search_text = SearchTextField(of=(("name",), ("country",)))
    name_folded = SearchTextField(of=(("name",),))
    name_key = SortKeyField(of="name")

    objects = CustomerCompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("customer companies")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["seller", "name_key", "id"], name="company_by_name"),
            models.Index(fields=["seller", "created_at", "id"], name="company_by_date"),
        ]

    def __str__(self):
        return self.name

    @cached_property
    def url(self):
        return reverse("customer_company", args=[self.reference])

    def get_absolute_url(self):
        return self.url


class EmploymentQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """Who is where, as far as one sees both."""
        users = CustomerUser.objects.visible_to(membership)
        return self.filter(company__in=CustomerCompany.objects.visible_to(membership), user__in=users)


class CustomerUserQuerySet(CustomerQuerySet):
    def with_companies(self, membership):
        """With those of their companies that this membership sees: a reseller knows only some of a user's."""
        companies = CustomerCompany.objects.visible_to(membership).order_by("name_key", "pk")
        return self.prefetch_related(models.Prefetch("companies", companies))

    def with_company(self, membership, is_with=True):
        """Those who are in a company, or in none, as far as this membership sees."""
        somewhere = models.Exists(Employment.objects.visible_to(membership).filter(user=models.OuterRef("pk")))
        return self.filter(somewhere if is_with else ~somewhere)

    def found_by(self, words, membership):
        """Part of a user's or of a company's name (A-14): those named so, and those of companies named so that one sees."""
        folded = fold(one_line(words))
        if not folded:
            return self
        companies = CustomerCompany.objects.visible_to(membership).filter(name_folded__contains=folded)
        of_companies = Employment.objects.filter(company__in=companies)
        return self.filter(models.Q(name_folded__contains=folded) | models.Q(pk__in=of_companies.values("user")))


class CustomerUser(models.Model):
    """A person who buys, for one or more companies, or as yet for none."""

    reference = ReferenceField(prefix="CU")
    seller = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="customer_users", db_index=False)
    resellers = models.ManyToManyField(Partner, related_name="linked_users", blank=True)
    companies = models.ManyToManyField(CustomerCompany, through="Employment", related_name="users")
    name = models.CharField(max_length=255)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(max_length=255, blank=True)
    job_title = models.CharField(max_length=255, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    search_text = SearchTextField(of=(("name",), ("email",)))
    name_folded = SearchTextField(of=(("name",),))
    name_key = SortKeyField(of="name")

    objects = CustomerUserQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.F("seller"), models.functions.Lower("email"), name="customer_email_once_per_seller",
                violation_error_message=_("There is a user with this e-mail already."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["seller", "name_key", "id"], name="customer_by_name"),
            models.Index(fields=["seller", "created_at", "id"], name="customer_by_date"),
        ]

    def __str__(self):
        return self.name

    @cached_property
    def url(self):
        return reverse("customer_user", args=[self.reference])

    def get_absolute_url(self):
        return self.url


class Employment(models.Model):
    """A user of a company."""

    user = models.ForeignKey(CustomerUser, on_delete=models.CASCADE, related_name="employments")
    company = models.ForeignKey(CustomerCompany, on_delete=models.CASCADE, related_name="employments")

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ["company__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company"], name="employment_once_per_company",
                violation_error_message=_("This user is in that company already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.user} · {self.company}"
