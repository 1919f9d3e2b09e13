"""Deleting in the admin: what is in use stays, and the page says what is in the way."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, PROTECT, ProtectedError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leadhub.admin_pages import count_up_to_most


class DeletesOnlyUnused:
    """Asks the database what is in the way, one short question for each kind of row, before anything is deleted.

    Django's own page loads and lists every row in the way; of a status that may be a million leads.
    """

    def get_deleted_objects(self, objs, request):
        in_the_way = [*self.objections(objs), *sorted(rows_in_the_way(self.model, objs))]
        if in_the_way:
            return [], {}, set(), in_the_way
        return super().get_deleted_objects(objs, request)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, IntegrityError):
            return self._came_into_use(request)

    def changelist_view(self, request, extra_context=None):
        """Several are asked about and deleted in one go, as one alone is."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except (ProtectedError, IntegrityError):
            return self._came_into_use(request)

    def _came_into_use(self, request):
        """Somebody was faster: between the question and the deed something began to refer to it."""
        self.message_user(request, _("Nothing is deleted: it has come into use meanwhile."), messages.ERROR)
        opts = self.model._meta
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_changelist"))

    def objections(self, objs):
        """Further sentences that say why one of these cannot be deleted."""
        return ()


def rows_in_the_way(model, rows):
    """`Leads (status): 57` for each reference that protects the rows, or protects what would go with them."""
    for relation in _references(model):
        referring = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        if relation.on_delete is PROTECT and (count := count_up_to_most(referring)):
            opts = relation.related_model._meta
            yield f"{capfirst(opts.verbose_name_plural)} ({relation.field.verbose_name}): {count}"
        elif relation.on_delete is CASCADE:
            yield from rows_in_the_way(relation.related_model, referring)


def _references(model):
    """The foreign keys that point here, those without a related name included."""
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)]
