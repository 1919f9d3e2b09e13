"""Background work as operators see it: what is due, what has given up and why, and a way to try again."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadhub.work.leases import due_from

WORK = ("work_due_at", "attempts", "leased_by", "leased_until", "work_error")


class WorkFilter(admin.SimpleListFilter):
    title = _("background work")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [("due", _("Due or at it")), ("given_up", _("Given up"))]

    def queryset(self, request, queryset):
        chosen = {"due": queryset.filter(work_due_at__isnull=False), "given_up": given_up(queryset)}
        return chosen.get(self.value(), queryset)


class LeasedAdmin:
    """For a ModelAdmin of a Leased model; put WORK into a fieldset and `WorkFilter` into `list_filter`."""

    actions = ("try_again",)

    def has_try_again_permission(self, request):
        return self.has_view_permission(request)

    @admin.action(description=_("Try selected ones again that have given up"), permissions=["try_again"])
    def try_again(self, request, queryset):
        count = given_up(queryset).update(**due_from())
        self.message_user(request, ngettext("%(count)d is tried again.", "%(count)d are tried again.", count) % {"count": count})


def given_up(queryset):
    return queryset.filter(work_due_at=None).exclude(work_error="")
