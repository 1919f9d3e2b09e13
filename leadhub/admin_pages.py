"""What LeadHub's admin pages are made of: lists of a million rows, fields that are settled once, rows nobody may touch."""

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


class AtLeast(int):
    """A count that was stopped: it is the number, and reads "10,000+" wherever the admin writes it."""

    def __str__(self):
        return f"{self:,}+"


def count_up_to_most(queryset):
    """The number of rows, or `AtLeast(MOST_COUNTED)`; looks at one row more than that and no further."""
    found = queryset.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return found if found <= MOST_COUNTED else AtLeast(MOST_COUNTED)


class CappedPaginator(Paginator):
    """Pages the first 10,000 rows; what is further back is found by search and filter."""

    @cached_property
    def count(self):
        return count_up_to_most(self.object_list)


class BigTable:
    """For a table that grows for ever: no full count, no facets, and the newest first by the primary key's index."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-pk",)
    list_per_page = 50


class ReadOnly:
    """To look at: written by actions alone."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SettledFields:
    """Fields that are given when the thing is made and stand from then on: others rely on them."""

    settled_fields = ()

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(self.settled_fields if obj else ()))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


class SettledForm(forms.ModelForm):
    """A row of an inline; where it exists already, the fields in `settled` are shown but not changed.

    A settled choice offers itself alone: offering all of them would ask the database once a row.
    """

    settled = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.settled if self.instance.pk else ():
            field = self.fields[name]
            field.disabled = True
            if isinstance(field, forms.ModelChoiceField):
                chosen = getattr(self.instance, name)
                field.widget = forms.Select(choices=[(chosen.pk, str(chosen))])


class SpokenRows(forms.BaseInlineFormSet):
    """The heading of a column says what a field is to the eye; this says it to a screen reader."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)


class Rows(admin.TabularInline):
    """An inline whose page costs the same queries at one row and at a hundred; `named_by` is what a row's name is made of."""

    formset = SpokenRows
    extra = 0
    named_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.named_by) if self.named_by else super().get_queryset(request)
