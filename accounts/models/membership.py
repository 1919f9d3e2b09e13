from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.partner import Partner

ROLE_FIELDS = {
    "is_administrator": _("Administrator"),
    "is_member": _("Member"),
    "is_sales_support": _("Sales support"),
    "is_reseller_manager": _("Reseller manager"),
    "is_reseller": _("Reseller"),
    "is_viewer": _("Viewer"),
}


def fitting_roles(kind):
    """The roles that a partner of this kind can give (PRODUCT §2): a Reseller works in a reseller partner, its manager does not."""
    other = "is_reseller_manager" if kind == Partner.Kind.RESELLER else "is_reseller"
    return [field for field in ROLE_FIELDS if field != other]


class MembershipQuerySet(models.QuerySet):
    def of(self, user):
        """The places in which this person may act, in the order the switch shows them."""
        return self.filter(user=user, user__is_active=True).select_related("partner").order_by("partner__name")

    def visible_to(self, membership):
        """The team: everybody in the partner, those who are turned off included."""
        return self.filter(partner=membership.partner).select_related("user", "partner").order_by("user__name", "user__email")

    def active_administrators(self):
        return self.filter(is_administrator=True, user__is_active=True)

    def who_work_leads(self, partner):
        """Whom a lead of this partner may be given to."""
        workers = Q()
        for field in ROLE_FIELDS.keys() - {"is_viewer"}:
            workers |= Q(**{field: True})
        return self.filter(workers, partner=partner, user__is_active=True).select_related("user").order_by("user__name", "id")


class Roles(models.Model):
    """One or more roles (PRODUCT §2).

    A role is a column: the roles are fixed, a page needs them in one query, and the database can insist on one.
    """

    is_administrator = models.BooleanField(ROLE_FIELDS["is_administrator"], default=False)
    is_member = models.BooleanField(ROLE_FIELDS["is_member"], default=False)
    is_sales_support = models.BooleanField(ROLE_FIELDS["is_sales_support"], default=False)
    is_reseller_manager = models.BooleanField(ROLE_FIELDS["is_reseller_manager"], default=False)
    is_reseller = models.BooleanField(ROLE_FIELDS["is_reseller"], default=False)
    is_viewer = models.BooleanField(ROLE_FIELDS["is_viewer"], default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_a_role",
                condition=Q(is_administrator=True) | Q(is_member=True) | Q(is_sales_support=True)
                | Q(is_reseller_manager=True) | Q(is_reseller=True) | Q(is_viewer=True),
                violation_error_message=_("Choose at least one role."),
            ),
        ]  # fmt: skip

    @property
    def roles(self):
        """The roles held, as fields: ["is_member", "is_sales_support"]. Set them all at once in the same way."""
        return [field for field in ROLE_FIELDS if getattr(self, field)]

    @roles.setter
    def roles(self, held):
        for field in ROLE_FIELDS:
            setattr(self, field, field in held)

    @property
    def role_names(self):
        """The roles held, in words: ["Member", "Sales support"]."""
        return [str(ROLE_FIELDS[field]) for field in self.roles]

    @property
    def works_leads(self):
        """Whether any role held is one that works leads: every role but Viewer."""
        return any(field != "is_viewer" for field in self.roles)


class Membership(Roles):
    """A person's place in a partner, with one or more roles."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="memberships")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner"], name="membership_once_per_partner",
                violation_error_message=_("This person is in this partner already."),
            ),
            *Roles.Meta.constraints,
        ]  # fmt: skip

    def __str__(self):
        return f"{self.user} · {self.partner}"
