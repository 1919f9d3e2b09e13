from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner


class Source(models.Model):
    """One configured way in: a marketplace's push, the API, a hosted form, files."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        MARKETPLACE = "marketplace", _("Marketplace")
        FORM = "form", _("Hosted form")
        API = "api", _("API")
        PERSON = "person", _("Created by a person")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "kind", "name"], name="source_name_once_per_kind",
                violation_error_message=_("This partner has a source of that name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name
