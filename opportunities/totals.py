"""Sums of lines: exact decimals, one for each currency and billing period, never added across them."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from listings.models import Plan

PERIODS = list(Plan.BillingPeriod)


@dataclass(frozen=True)
class Total:
    currency: str
    billing_period: str
    amount: Decimal

    @property
    def period_label(self):
        return Plan.BillingPeriod(self.billing_period).label


def totals(lines):
    """Of OpportunityLines (their plan's price now) or OrderLines (as sold): by currency, then once, monthly, yearly."""
    sums = defaultdict(Decimal)
    for line in lines:
        sums[line.currency, line.billing_period] += line.amount
    return [Total(*key, amount) for key, amount in sorted(sums.items(), key=lambda item: (item[0][0], PERIODS.index(item[0][1])))]


def prices_shown(lines):
    """A word for what the lines cost as they stand: a form carries it, so that nobody confirms other prices than they saw."""
    told = [
        (line.listing.pk, line.plan.pk, f"{line.plan.price:.2f}", line.plan.currency, line.plan.billing_period, line.quantity)
        for line in lines
    ]
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:16]
