"""Deleting in the admin: what is in use stays, and the page says what is in the way."""

from django.db.models import CASCADE, PROTECT
from django.utils.text import capfirst

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
