"""Lead templates: versions that no edit changes (C-06, 09), and one active template for a listing on a marketplace."""

import pytest

from leads.actions import (
    Design,
    NothingToUse,
    OfferingTaken,
    StaleTemplate,
    activate_template,
    duplicate_template,
    edit_template,
    retire_template,
)
from leads.answers.types import TemplateField
from leads.models import LeadTemplate, TemplateUse
from leads.tests.redesigning import fresh, redesign

SIZE, WHY = TemplateField("size", "Team size", "number"), TemplateField("why", "Why now")


def asked(template):
    return [(version.number, [field.label for field in version.fields]) for version in template.versions.all()]


def test_an_edit_of_an_active_template_makes_a_version_and_keeps_the_old(make_template):
    template = redesign(make_template(fields=[SIZE, WHY]), fields=[WHY])
    assert asked(template) == [(2, ["Why now"]), (1, ["Team size", "Why now"])]
    assert template.current.number == 2


def test_a_draft_that_nobody_saw_is_changed_in_place(make_template):
    template = redesign(make_template(active=False, fields=[SIZE]), fields=[WHY])
    assert asked(template) == [(1, ["Why now"])]


def test_a_draft_with_leads_keeps_their_version(make_template, make_lead):
    template = make_template(active=False, fields=[SIZE])
    make_lead(template_version=template.current)
    assert asked(redesign(template, fields=[])) == [(2, []), (1, ["Team size"])]


def test_what_a_visitor_does_not_see_makes_no_version(make_template):
    template = redesign(make_template(fields=[SIZE]), name="Another", thanks="Thank you.", embed_hosts=["www.example.com"])
    assert (template.name, asked(template)) == ("Another", [(1, ["Team size"])])


def test_an_edit_from_an_older_revision_is_stale_and_says_who_was_faster(make_template):
    template = make_template()
    redesign(template)
    with pytest.raises(StaleTemplate, match=r"^Ana changed “Ask for a demo” in the meantime\. Your change was not made\.$"):
        edit_template(template, Design.of(fresh(template)), by="Ben", revision=2)


def test_a_second_active_template_for_an_offering_is_refused_and_the_first_named(make_template):
    first = make_template()
    second = make_template(name="Other", active=False)
    with pytest.raises(OfferingTaken) as refusal:
        activate_template(second, by="Ada", revision=1)
    assert str(refusal.value) == "“Ask for a demo” is the active template for Aster Invoicing on Northwind Marketplace already."
    assert refusal.value.other == first
    assert fresh(second).state == "draft"


def test_an_active_template_cannot_be_given_a_taken_offering(make_template):
    make_template()
    other = make_template(name="Other", offerings=[("Aster Insights", "harbour")])
    taken = [use.offering for use in LeadTemplate.objects.with_form().get(name="Ask for a demo").uses.all()]
    with pytest.raises(OfferingTaken):
        redesign(other, offerings=taken)
    assert [use.offering.listing.name for use in fresh(other).uses.all()] == ["Aster Insights"]


def test_a_retired_template_frees_its_offerings(make_template):
    first, second = make_template(), make_template(name="Other", active=False)
    retire_template(first, by="Ada", revision=first.revision)
    activate_template(second, by="Ada", revision=1)
    assert list(TemplateUse.objects.filter(is_active=True).values_list("template__name", flat=True)) == ["Other"]


def test_a_template_for_nothing_cannot_be_active(make_template):
    with pytest.raises(NothingToUse):
        make_template(offerings=[])
    active = make_template(name="Other")
    with pytest.raises(NothingToUse):
        redesign(active, offerings=[])


def test_a_duplicate_is_a_draft_of_the_same_design_under_a_free_name(make_template):
    template = fresh(make_template(fields=[SIZE], consent="Yes", thanks="Thanks"))
    copies = [fresh(duplicate_template(template, by="Ada")) for _ in range(2)]
    assert [copy.name for copy in copies] == ["Copy of Ask for a demo", "Copy 2 of Ask for a demo"]
    for copy in copies:
        design, original = Design.of(copy), Design.of(template)
        design.name = original.name
        assert (copy.state, design) == ("draft", original)
        assert copy.slug != template.slug


def test_a_lead_of_a_template_starts_in_its_workflow(make_template, make_lead):
    template = make_template(workflow="qualify-then-sell")
    lead = make_lead(template_version=template.current)
    assert (lead.status.workflow.slug, lead.status.slug) == ("qualify-then-sell", "pending")
    assert make_lead().status.slug == "new"
