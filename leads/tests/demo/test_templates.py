"""The demo's lead templates: several forms, several versions, and answers that the forms would have taken."""

from collections import Counter

import pytest

from leads.forms.template import TemplateForm
from leads.models import LeadTemplate, Workflow


@pytest.fixture
def answered(tell_stories):
    """The leads that came by a template."""
    return [story.lead for story in tell_stories() if story.lead.template_version]


def test_templates_stand_in_every_state_and_workflow(seed_here):
    seed_here()
    templates = LeadTemplate.objects.all()
    assert {template.state for template in templates} == {"draft", "active", "retired"}
    assert {template.workflow for template in templates if template.is_active} == set(Workflow.objects.all())
    assert sum(template.is_active for template in templates) >= 4


def test_leads_came_by_versions_that_stood_then(answered):
    came = Counter((lead.template_version.template.name, lead.template_version.number) for lead in answered)
    assert {name: sum(1 for template, _ in came if template == name) for name, _ in came} == {
        "Invoicing demo request": 2,
        "Insights trial": 1,
        "Workshop enquiry": 2,
        "Rollout offer, first edition": 1,
        "Backup quote": 1,
    }
    assert all(lead.created_at >= lead.template_version.created_at for lead in answered)


def test_a_lead_follows_the_workflow_of_its_template(answered):
    assert {lead.status.workflow for lead in answered} == set(Workflow.objects.all())
    assert all(lead.status.workflow == lead.template_version.template.workflow for lead in answered)


def test_every_answer_is_one_that_its_form_takes(answered):
    for lead in answered:
        form = TemplateForm(_as_posted(lead), version=lead.template_version)
        wrong = {name: errors for name, errors in form.errors.items() if name.startswith("answer_") or name == "consent"}
        assert wrong == {}
        assert [a for a in lead.answers if a.get("key")] == form.draft().answered


def _as_posted(lead):
    data = {"consent": "on"}
    for answer in lead.answers:
        many = answer.get("type") == "choices"
        data[f"answer_{answer.get('key')}"] = answer["value"].split("\n") if many else answer["value"]
    return data


def test_the_newest_lead_is_a_plain_one(tell_stories):
    newest = max((story.lead for story in tell_stories() if story.lead.partner.slug == "aster"), key=lambda lead: lead.created_at)
    assert (newest.status.slug, newest.template_version) == ("new", None)
