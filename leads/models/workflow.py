"""Workflows are data: named statuses, the moves allowed between them, and which status is first.

Buttons, actions, API and tests all read `Move`; nothing else decides what may follow what.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

SALES = "sales"


class Workflow(models.Model):
    """Global and the operators' (PRODUCT §4). Built in: Sales, Qualification, Qualify then sell."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class StatusQuerySet(models.QuerySet):
    def with_moves(self):
        """With `allowed_next` ready, in two queries however many statuses there are."""
        return self.select_related("workflow").prefetch_related("moves_from__to_status")


class Status(models.Model):
    """A place in a workflow. `phase` is what reports compare across workflows."""

    class Phase(models.TextChoices):
        NEW = "new", _("New")
        WORKING = "working", _("Working")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    class Icon(models.TextChoices):
        """Told apart by shape, so that colour is never needed (Lucide names)."""

        SPARKLES = "sparkles", _("Sparkles")
        MESSAGE = "message-circle", _("Message")
        CART = "shopping-cart", _("Shopping cart")
        PACKAGE = "package-check", _("Package")
        CLOCK = "clock", _("Clock")
        BADGE = "badge-check", _("Badge")
        BAN = "ban", _("Barred circle")
        PAUSE = "circle-pause", _("Pause")
        FLAG = "flag", _("Flag")

    workflow = models.ForeignKey(Workflow, on_delete=models.CASCADE, related_name="statuses")
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60)
    phase = models.CharField(max_length=10, choices=Phase)
    icon = models.CharField(max_length=40, choices=Icon)
    position = models.PositiveSmallIntegerField(default=0)
    is_first = models.BooleanField(_("first status"), default=False, help_text=_("Where new leads start."))

    asks_reason = models.BooleanField(
        _("asks for a reason"), default=False, db_default=False, help_text=_("Who moves a lead here says why.")
    )

    objects = StatusQuerySet.as_manager()

    class Meta:
        ordering = ["workflow", "position"]
        verbose_name_plural = _("statuses")
        constraints = [
            models.UniqueConstraint(
                fields=["workflow", "slug"], name="status_slug_once_per_workflow",
                violation_error_message=_("The workflow has a status of that slug already."),
            ),
            models.UniqueConstraint(
                fields=["workflow"], condition=Q(is_first=True), name="status_one_first_per_workflow",
                violation_error_message=_("A workflow has exactly one first status."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @cached_property
    def allowed_next(self):
        """The statuses a lead in this one may move to, in the workflow's order."""
        return sorted((move.to_status for move in self.moves_from.all()), key=lambda status: status.position)


class Move(models.Model):
    """An allowed step from one status to another of the same workflow."""

    from_status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="moves_from")
    to_status = models.ForeignKey(Status, on_delete=models.CASCADE, related_name="moves_to")

    class Meta:
        ordering = ["from_status", "to_status"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_status", "to_status"], name="move_once", violation_error_message=_("That move is allowed already.")
            ),
            models.CheckConstraint(
                condition=~Q(from_status=F("to_status")), name="move_goes_somewhere",
                violation_error_message=_("A move leads to another status."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"

    def clean(self):
        if self.from_status_id and self.to_status_id and self.from_status.workflow_id != self.to_status.workflow_id:
            raise ValidationError(_("Both statuses of a move belong to one workflow."))
