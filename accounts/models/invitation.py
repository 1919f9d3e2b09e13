import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import Roles
from accounts.models.partner import Partner
from leadhub.references import ReferenceField

VALID_FOR = timedelta(days=7)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, membership):
        return self.filter(partner=membership.partner)

    def pending(self):
        """Neither accepted nor withdrawn; the link of some may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def valid(self):
        """Those whose link still lets somebody in."""
        return self.pending().filter(expires_at__gt=timezone.now())

    def of_token(self, token):
        """The one whose link carries this token, as a queryset."""
        return self.filter(token_hash=hash_of(token)).select_related("partner")


def hash_of(token):
    """What is kept of a token: a leaked database opens no door. The token is random, so it needs no salt."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


class Invitation(Roles):
    """A letter that asks somebody into a partner. Sending it again makes another invitation and ends this one."""

    reference = ReferenceField(prefix="IN")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(max_length=150, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_by_name = models.CharField(max_length=254)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["partner", "-created_at"], name="invitation_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email"], condition=Q(accepted_at=None, withdrawn_at=None), name="invitation_pending_once",
                violation_error_message=_("This person is invited already."),
            ),
            *Roles.Meta.constraints,
        ]  # fmt: skip

    def __str__(self):
        return f"{self.email} · {self.partner}"

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def why_closed(self):
        """Why the link lets nobody in any more, as a sentence; empty while it does."""
        if self.accepted_at:
            return _("This invitation has been used. If that was you, sign in with your e-mail and password.")
        if self.withdrawn_at:
            return _("This invitation was withdrawn, or a newer letter has taken its place. Look for that, or ask for another.")
        if self.has_expired:
            return _("This invitation was good for seven days, and they are over. Ask whoever invited you to send it again.")
        return ""

    def is_for(self, user):
        return user.email.lower() == self.email
