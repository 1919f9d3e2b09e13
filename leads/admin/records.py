"""Notes and history: append-only, so there is nothing to do here but read."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from leadhub.admin_pages import BigTable, ReadOnly
from leads.admin.finding import ByLeadReference
from leads.models import HistoryEntry, Note


@admin.register(Note)
class NoteAdmin(ByLeadReference, BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("created_at", "author_name", "lead", "beginning")
    list_select_related = ("lead",)
    sortable_by = ()

    @admin.display(description=_("note"))
    def beginning(self, note):
        return Truncator(note.body).chars(100)


@admin.register(HistoryEntry)
class HistoryEntryAdmin(ByLeadReference, BigTable, ReadOnly, admin.ModelAdmin):
    list_display = ("at", "actor_name", "kind", "from_text", "to_text", "lead", "version")
    list_filter = ("kind",)
    list_select_related = ("lead",)
    sortable_by = ()
