"""Which leads? The vocabulary in which every page, export and action asks."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from leadhub.text import fold, one_line

RESTORABLE_FOR = timedelta(days=30)


class LeadQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """The leads this membership may see, deleted ones left out: where every query starts.

        A distributor sees the leads of its marketplaces, everybody else their own partner's; never both (PRODUCT §9).
        """
        return self._belonging_to(membership).filter(deleted_at=None)

    def restorable_by(self, membership):
        """The deleted leads that this membership sees on the Deleted page (O-17)."""
        return self._belonging_to(membership).filter(deleted_at__gte=timezone.now() - RESTORABLE_FOR)

    def known_to(self, membership):
        """Visible or restorable: what the address of a single lead may name."""
        return self._belonging_to(membership).filter(Q(deleted_at=None) | Q(deleted_at__gte=timezone.now() - RESTORABLE_FOR))

    def ever_of(self, membership):
        """All of this membership's leads, however long deleted: what an import compares its rows with (PRODUCT §9)."""
        return self._belonging_to(membership)

    def _belonging_to(self, membership):
        partner = membership.partner
        return self.filter(distributor=partner) if partner.is_distributor else self.filter(partner=partner)

    def matching(self, words):
        """Leads in whose five searched fields the words stand literally, without case and accents (O-18…23).

        The words are one line, and a line of the searched text is one field, so no match spans two fields.
        """
        folded = fold(one_line(words))
        return self.filter(search_text__contains=folded) if folded else self

    def with_names(self):
        """With everything that a card or row shows, so that showing a page of them asks nothing more."""
        return self.select_related("status", "listing", "marketplace", "distributor", "owner", "source")
