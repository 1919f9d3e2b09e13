"""Workflows are the operators': statuses on the workflow's page, moves on the page of the status they start from."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadhub.admin_deletion import DeletesOnlyUnused, rows_in_the_way
from leadhub.admin_pages import Rows, SettledFields, SettledForm, SpokenRows
from leads.admin.reachability import claim_workflows, lead_to_new, objection, objections_to_losing
from leads.models import SALES, Move, Status, Workflow


def start_at(workflow, status=None):
    """Let new leads of the workflow start at this status; without one, keep the first status or take the leftmost."""
    first = status or workflow.statuses.order_by("-is_first", "position", "pk").first()
    if first and not first.is_first:
        workflow.statuses.filter(is_first=True).update(is_first=False)
        workflow.statuses.filter(pk=first.pk).update(is_first=True)


def reach(request, model_admin, workflow, statuses):
    """Let new statuses be reached, and say which were given a move for that."""
    for status in lead_to_new(workflow, statuses):
        first = workflow.statuses.get(is_first=True)
        words = _("A move from %(first)s to %(status)s was added, so that leads can get there.")
        model_admin.message_user(request, words % {"first": first, "status": status})


class WorkflowForm(forms.ModelForm):
    first_status = forms.ModelChoiceField(Status.objects.none(), label=gettext_lazy("New leads start at"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        statuses = self.instance.statuses.all() if self.instance.pk else Status.objects.none()
        if not statuses:
            del self.fields["first_status"]
            return
        self.fields["first_status"].queryset = statuses
        self.initial["first_status"] = next((status for status in statuses if status.is_first), None)

    def clean_first_status(self):
        first = self.cleaned_data["first_status"]
        claim_workflows([self.instance.pk])
        if words := objection(self.instance, first=first):
            raise ValidationError(words)
        return first


class StatusRow(SettledForm):
    settled = ("slug",)


class StatusRows(Rows):
    """A status is removed on its own page, which says what is in the way."""

    model = Status
    form = StatusRow
    fields = ("name", "slug", "phase", "icon", "position", "asks_reason")
    prepopulated_fields = {"slug": ("name",)}
    can_delete = False
    show_change_link = True
    min_num = 1

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Workflow)
class WorkflowAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    form = WorkflowForm
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    settled_fields = ("slug",)
    inlines = (StatusRows,)

    def get_fields(self, request, obj=None):
        return ("name", "slug", "first_status") if obj and obj.statuses.exists() else ("name", "slug")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        start_at(form.instance, form.cleaned_data.get("first_status"))
        reach(request, self, form.instance, [status for formset in formsets for status in formset.new_objects])

    def objections(self, objs):
        if any(workflow.slug == SALES for workflow in objs):
            yield _("New leads follow this workflow unless their template says otherwise.")


class MoveRow(SettledForm):
    settled = ("to_status",)


class MovesKept(SpokenRows):
    """No status drops out of reach when a move is taken away."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        workflow = self.instance.workflow
        claim_workflows([workflow.pk])
        gone = [form.instance.pk for form in self.deleted_forms if form.instance.pk]
        new = [form.cleaned_data["to_status"].pk for form in self.extra_forms if form.cleaned_data.get("to_status")]
        if words := objection(workflow, without_moves=gone, more_moves=[(self.instance.pk, to) for to in new]):
            raise ValidationError(words)


class MoveRows(Rows):
    """The moves from this status; only to statuses of its own workflow."""

    formset = MovesKept
    model = Move
    form = MoveRow
    fk_name = "from_status"
    named_by = ("from_status", "to_status")
    verbose_name_plural = gettext_lazy("a lead in this status may move to")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["to_status"].queryset = obj.workflow.statuses.exclude(pk=obj.pk)
        return formset


@admin.register(Status)
class StatusAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    list_display = ("name", "workflow", "phase", "position", "is_first", "slug")
    list_filter = ("workflow", "phase")
    list_select_related = ("workflow",)
    search_fields = ("name", "slug")
    fields = ("workflow", "name", "slug", "phase", "icon", "position", "is_first", "asks_reason")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("is_first",)
    settled_fields = ("workflow",)
    inlines = (MoveRows,)

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else ()

    def get_readonly_fields(self, request, obj=None):
        """A slug that leads or their history use stands in links, filters and files."""
        if obj and not hasattr(obj, "is_used"):  # asked several times a page, and slow to find out where it is not
            obj.is_used = any(rows_in_the_way(Status, [obj]))
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj and obj.is_used else ()))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        start_at(obj.workflow)
        if not change:
            reach(request, self, obj.workflow, [obj])

    def objections(self, objs):
        words = _("%(status)s is where new leads of %(workflow)s start: choose another on the workflow's page.")
        firsts = [words % {"status": status.name, "workflow": status.workflow} for status in objs if status.is_first]
        return firsts or objections_to_losing(statuses=objs)


class StatusChoice(forms.ModelChoiceField):
    """Three workflows may each have a Contacted."""

    def label_from_instance(self, status):
        return f"{status.workflow}: {status}"


@admin.register(Move)
class MoveAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    list_display = ("from_status", "to_status", "workflow")
    list_filter = ("from_status__workflow",)
    list_select_related = ("from_status__workflow", "to_status")
    search_fields = ("from_status__name", "to_status__name")
    settled_fields = ("from_status", "to_status")

    def objections(self, objs):
        return objections_to_losing(moves=objs)

    @admin.display(description=gettext_lazy("workflow"))
    def workflow(self, move):
        return move.from_status.workflow

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        choices = Status.objects.select_related("workflow")
        return super().formfield_for_foreignkey(db_field, request, form_class=StatusChoice, queryset=choices, **kwargs)
