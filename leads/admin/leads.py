from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadhub.admin_pages import BigTable
from leadhub.references import normal
from leads.actions import StaleLead, delete_lead, edit_lead, restore_lead
from leads.admin.finding import DeletedFilter, StatusFilter
from leads.admin.forms import CONTACT, MARKS, ContactForm
from leads.answers.text import readable
from leads.models import Lead

MOST_AT_ONCE = 1000


@admin.register(Lead)
class LeadAdmin(BigTable, admin.ModelAdmin):
    """Leads of all partners. Whatever an operator changes goes through the same actions as everybody's changes."""

    form = ContactForm
    fieldsets = (
        (_("Contact"), {"fields": (*CONTACT, *MARKS, "shown_version")}),
        (_("Lead"), {"fields": ("reference", "status", "owner", "answers_given", "notes_link", "history_link")}),
        (_("Where from"), {"fields": ("partner", "listing", "listing_name", "listing_kind", "marketplace", "marketplace_text",
                                      "distributor", "source", "source_text", "identity")}),
        (_("Times"), {"fields": ("created_at", "updated_at", "version", "deleted_at", "deleted_by_name")}),
    )  # fmt: skip
    readonly_fields = tuple(name for _title, options in fieldsets[1:] for name in options["fields"])
    list_display = ("name", "status", "company", "listing_name", "marketplace_name", "partner", "owner", "marks", "received")
    list_filter = (StatusFilter, "listing_kind", DeletedFilter, *MARKS, "marketplace", "partner")
    list_select_related = ("status", "marketplace", "partner", "owner")
    sortable_by = ("received",)
    search_fields = ("search_text",)
    search_help_text = _("Part of a name, company, e-mail or listing; or a lead's whole reference.")
    actions = ("delete_leads", "restore_leads")
    # The lead's page on the site is its partner's; operators have none.
    view_on_site = False

    def get_search_results(self, request, queryset, search_term):
        by_reference = queryset.filter(reference=normal(search_term))
        return (by_reference if search_term and by_reference.exists() else queryset.matching(search_term)), False

    # --- one lead ---------------------------------------------------------------------------------

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        if getattr(context["adminform"].form, "is_stale", False):
            response.status_code = 409
        return response

    def save_model(self, request, obj, form, change):
        changes = {name: form.cleaned_data[name] for name in (*CONTACT, *MARKS)}
        edit_lead(Lead.objects.get(pk=obj.pk), changes, by=request.user, version=form.cleaned_data["shown_version"])

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """A deleted lead is shown, not edited; a form that was open while it was deleted gets its answer in words."""
        is_open = obj is None or obj.deleted_at is None or request.method == "POST"
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    # --- several leads ----------------------------------------------------------------------------

    @admin.action(description=_("Delete selected leads (can be restored)"), permissions=["change"])
    def delete_leads(self, request, queryset):
        done = self._each(request, queryset.filter(deleted_at=None), delete_lead)
        self.message_user(request, ngettext("%(count)d lead is deleted.", "%(count)d leads are deleted.", done) % {"count": done})

    @admin.action(description=_("Restore selected leads"), permissions=["change"])
    def restore_leads(self, request, queryset):
        done = self._each(request, queryset.exclude(deleted_at=None), restore_lead)
        self.message_user(request, ngettext("%(count)d lead is back.", "%(count)d leads are back.", done) % {"count": done})

    def _each(self, request, queryset, act):
        """Act on each lead on its own and count those that it was done to; says which were changed meanwhile."""
        leads = list(queryset[: MOST_AT_ONCE + 1])
        if len(leads) > MOST_AT_ONCE:
            self.message_user(request, _("At most 1,000 leads at once. Filter or search further."), messages.ERROR)
            return 0
        done = 0
        for lead in leads:
            try:
                act(lead, by=request.user, version=lead.version)
                done += 1
            except StaleLead as conflict:
                self.message_user(request, conflict.message, messages.WARNING)
        return done

    # --- columns ----------------------------------------------------------------------------------

    @admin.display(description=_("name"))
    def name(self, lead):
        return lead.name

    @admin.display(description=_("marketplace"))
    def marketplace_name(self, lead):
        return lead.marketplace_name

    @admin.display(description=_("marked"))
    def marks(self, lead):
        marked = {_("Test"): lead.is_test, _("Do not contact"): lead.do_not_contact}
        return ", ".join(str(words) for words, is_so in marked.items() if is_so)

    @admin.display(description=_("created"), ordering="pk")
    def received(self, lead):
        """Ordered by arrival: the primary key's index serves it, and no index has the dates of all partners."""
        return lead.created_at

    @admin.display(description=_("answers"))
    def answers_given(self, lead):
        return (
            format_html_join("", "<p><strong>{}</strong>: {}</p>", ((a["label"], a["value"]) for a in readable(lead.answers)))
            or "-"
        )

    @admin.display(description=_("notes"))
    def notes_link(self, lead):
        count = ngettext("%(count)d note", "%(count)d notes", lead.note_count) % {"count": lead.note_count}
        return _rows_of(lead, "note", count)

    @admin.display(description=_("history"))
    def history_link(self, lead):
        return _rows_of(lead, "historyentry", _("All changes"))


def _rows_of(lead, model, words):
    return format_html('<a href="{}?lead__id__exact={}">{}</a>', reverse(f"admin:leads_{model}_changelist"), lead.pk, words)
