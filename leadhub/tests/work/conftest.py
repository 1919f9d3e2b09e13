"""Rows to work on: imports lend theirs, and the queues here do as they are told."""

import pytest
from django.utils import timezone

from accounts.models import Partner
from leadhub.work.leases import due_from
from leads.models import LeadImport


@pytest.fixture
def make_row(db):
    """`make_row()`: a row that is due since a minute; `due_at` None is none."""
    partner = Partner.objects.create(name="Aster Apps", slug="aster", kind=Partner.Kind.VENDOR)
    now = timezone.now()

    a_minute_ago = now - timezone.timedelta(minutes=1)

    def make(name="work", due_at=a_minute_ago):
        fields = due_from(due_at) if due_at else {}
        return LeadImport.objects.create(partner=partner, by_name="Ana", created_at=now, file_name=name, size=0, **fields)

    return make
