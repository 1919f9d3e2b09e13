import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.models import Lead, Source

HEADER = "Id,Last name,Email,Product,Colour\n"
FILES = [
    pytest.param(HEADER + "1,Hopper,a@b.example,,red\n2,Byron,,,\n", id="new"),
    pytest.param(HEADER + "1,Hopper,,,\n1,Hopper,,,\n1,Hoper,,,red\n1,Hoper,,,red\n", id="repeats"),
    pytest.param(HEADER + "1,,,,\n1,Hopper,,,\n1,,,,\n3,,,,\n", id="refused"),
    pytest.param(HEADER + "8,Known,,,\n8,Changed,,,\n8,Changed,,,\n9,Gone,x,,\n", id="known"),
    pytest.param("Lead ID,Last name\n%(reference)s,Changed\n%(reference)s,Changed\n", id="by reference"),
    pytest.param(HEADER + "".join(f"{n % 1050},Name {n % 13},,,\n" for n in range(1100)), id="over batches"),
]


@pytest.mark.parametrize("partner", ["birch", "cedar"])
@pytest.mark.parametrize("text", FILES)
def test_rehearsal_counts_as_the_run_does(import_text, rehearse_text, text, partner):
    import_text(HEADER + "8,Known,,,\n9,Gone,,Cloud Readiness Assessment,\n", partner=partner)
    Lead.objects.filter(last_name="Gone").update(deleted_at="2026-01-01T00:00Z")
    text = text.replace("%(reference)s", Lead.objects.get(last_name="Known").reference)

    rehearsed = rehearse_text(text, partner=partner)

    assert rehearsed == import_text(text, partner=partner)


def test_rehearsal_knows_whose_a_new_lead_would_be(import_text, rehearse_text):
    text = HEADER + "1,Hopper,,Aster Insights,\n1,Hoper,,Aster Insights,\n"

    rehearsed = rehearse_text(text, partner="cedar")

    assert rehearsed == ((1, 0, 0, 1), ["line 3: this lead belongs to Aster Apps, who alone can change it"])
    assert rehearsed == import_text(text, partner="cedar")


def test_rehearsal_writes_nothing(import_text, rehearse_text):
    import_text(HEADER + "8,Known,,,\n", name="one.csv")

    with CaptureQueriesContext(connection) as captured:
        counts, _ = rehearse_text(HEADER + "8,Changed,,,\n1,Hopper,,,\n", name="two.csv")

    assert counts == (1, 1, 0, 0)
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}
    assert list(Lead.objects.values_list("last_name", flat=True)) == ["Known"]
    assert list(Source.objects.values_list("name", flat=True)) == ["one.csv"]
