from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner

# What a partner that keeps no reasons of its own chooses from.
USUAL_REASONS = (
    _("Not a real person"),
    _("Not interested"),
    _("Wrong product"),
    _("Duplicate"),
    _("Student or private person"),
)


class ReasonQuerySet(models.QuerySet):
    def texts_for(self, partner):
        """The reasons to choose from for a lead of this partner, in its order."""
        return list(self.filter(partner=partner).values_list("text", flat=True)) or [str(reason) for reason in USUAL_REASONS]


class Reason(models.Model):
    """Why a lead may end in a status that asks for a reason (C-12): a choice that a partner's administrator keeps.

    A lead's history holds the words, so a reason can be changed or removed without touching what was said.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="reasons", db_index=False)
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "text"], name="reason_once_per_partner",
                violation_error_message=_("That reason is on the list already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.text
