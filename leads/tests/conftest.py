import pytest

from leads.models import Lead, Status


@pytest.fixture
def put_in():
    """`put_in(lead, "qualification", "pending")`: the lead in a status of another workflow, as its template would have it."""

    def put(lead, workflow, slug):
        Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug=workflow, slug=slug))
        return Lead.objects.get(pk=lead.pk)

    return put
