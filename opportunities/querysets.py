"""Which opportunities and orders? Who sees what follows from who created it, where, and in which role (A-30)."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from leadhub.text import fold, one_line

RESTORABLE_FOR = timedelta(days=30)


def seen_by(membership):
    """The condition for what this membership sees; `permissions.role_for` says the same of one opportunity at hand."""
    partner = membership.partner
    here, of_resellers = Q(partner=partner), Q(partner__parent=partner)
    if membership.is_administrator:
        # The same as `here | of_resellers` for whoever has resellers, in one column that the indexes begin with.
        return here if partner.parent_id else Q(seller=partner)
    seen = Q(pk__in=[])
    if membership.is_sales_support:
        others = Q(by_sales_support=True) & ~Q(creator=membership.user_id)
        seen |= here & (~others if membership.is_reseller_manager else Q(by_sales_support=True))
        seen |= here & Q(owner=membership.user_id)  # given to them
    if membership.is_reseller_manager:
        seen |= of_resellers
    if membership.is_reseller:
        seen |= here
    return seen


class SaleQuerySet(models.QuerySet):
    def matching(self, words):
        """Literally, without case and accents, in the fields of `search_text`."""
        folded = fold(one_line(words))
        return self.filter(search_text__contains=folded) if folded else self

    def _seen_by(self, membership):
        return self.filter(seen_by(membership))


class OpportunityQuerySet(SaleQuerySet):
    def visible_to(self, membership):
        """The opportunities this membership may see, deleted ones left out: where every query starts."""
        return self._seen_by(membership).filter(deleted_at=None)

    def restorable_by(self, membership):
        """The deleted ones of the Deleted page."""
        return self._seen_by(membership).filter(deleted_at__gte=timezone.now() - RESTORABLE_FOR)

    def known_to(self, membership):
        """Visible, or deleted in the last 30 days: what the address of one may name."""
        return self._seen_by(membership).filter(Q(deleted_at=None) | Q(deleted_at__gte=timezone.now() - RESTORABLE_FOR))

    def with_names(self):
        """With what a card, a row and the page's head show."""
        return self.select_related("partner", "seller", "company", "user", "owner")

    def with_lines(self):
        return self.select_related("order").prefetch_related("lines__listing", "lines__plan", "order__lines")


class OrderQuerySet(SaleQuerySet):
    def visible_to(self, membership):
        return self._seen_by(membership)

    def with_names(self):
        return self.select_related("partner", "seller", "company", "user", "owner", "opportunity").prefetch_related("lines")
