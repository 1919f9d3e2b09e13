from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from intake.models.endpoint import Endpoint
from intake.models.secrets import hash_of
from leadhub.references import ReferenceField

READ = "leads:read"
CREATE = "leads:create"
CHANGE = "leads:change"
SCOPES = {
    READ: _("Read leads, listings and workflows"),
    CREATE: _("Create leads"),
    CHANGE: _("Change statuses and add notes"),
}


class TokenQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None)

    def of_secret(self, secret):
        """The one with this secret, as a queryset; of people who may still sign in."""
        people = Q(membership=None) | Q(membership__user__is_active=True)
        with_owner = self.select_related("endpoint__source__partner", "membership__user", "membership__partner")
        return with_owner.valid().filter(people, token_hash=hash_of(secret))

    def of_person(self, membership):
        return self.filter(membership=membership)


class Token(models.Model):
    """A key to the API, of a source or of a person in a partner. It can do what its scopes say, and never more than its owner."""

    reference = ReferenceField(prefix="TK")
    name = models.CharField(max_length=100, help_text=_("What it is for."))
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, null=True, blank=True, related_name="tokens")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, blank=True, related_name="tokens")
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False, help_text=_("The end of the token, by which its owner knows it."))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text=_("To within five minutes."))

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="token_of_a_source_or_a_person",
                condition=Q(endpoint__isnull=False, membership__isnull=True) | Q(endpoint__isnull=True, membership__isnull=False),
                violation_error_message=_("A token belongs to a source or to a person."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_valid(self):
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())
