from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner


class Reason(models.Model):
    """Why a lead may end in a status that asks for a reason (C-12): a choice that a partner's administrator keeps.

    A lead's history holds the words, so a reason can be changed or removed without touching what was said.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="reasons", db_index=False)
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

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
