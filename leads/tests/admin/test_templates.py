"""Lead templates in the hands of an operator: found, looked at, and left alone."""

import pytest
from django.urls import reverse

from leadhub.tests.admin_forms import cost
from leads.answers.types import TemplateField

LIST = "/admin/leads/leadtemplate/"


@pytest.fixture
def template(make_template):
    return make_template(fields=[TemplateField("team-size", "Team <b>size</b>", "number")])


def found(operator, **query):
    return [template.name for template in operator.get(LIST, query).context["cl"].result_list]


def test_they_are_found_by_name_partner_and_reference(operator, template, make_template):
    make_template(name="Backup quote", partner="birch", offerings=[("Managed Backup", "harbour")])
    assert found(operator, q="demo") == ["Ask for a demo"]
    assert found(operator, q="birch") == ["Backup quote"]
    assert found(operator, q=template.reference.lower()) == ["Ask for a demo"]
    assert found(operator, state="draft") == []
    assert found(operator, q="nothing of that name") == []


@pytest.mark.parametrize("model", ["leadtemplate", "templateversion", "templateuse"])
def test_they_can_only_be_read(operator, template, model):
    row = {"leadtemplate": template, "templateversion": template.current, "templateuse": template.uses.get()}[model]
    answers = [
        operator.post(f"/admin/leads/{model}/{path}", {"name": "x"}).status_code
        for path in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/")
    ]
    assert answers == [403, 403, 403]


def test_a_templates_page_shows_its_listings_and_versions_as_text(operator, template):
    page = operator.get(reverse("admin:leads_leadtemplate_change", args=[template.pk])).content.decode()
    assert "Aster Invoicing · Northwind Marketplace" in page
    assert "Team &lt;b&gt;size&lt;/b&gt;</strong> (Number, team-size)" in page


@pytest.mark.parametrize("model", ["leadtemplate", "templateversion", "templateuse"])
def test_lists_cost_the_same_with_many_rows(operator, template, make_template, model):
    before = cost(operator, f"/admin/leads/{model}/")
    for number in range(10):
        make_template(name=f"T{number}", active=False, offerings=[("Aster Invoicing", "harbour"), ("Aster Insights", "harbour")])
    assert cost(operator, f"/admin/leads/{model}/") == before


def test_a_template_with_many_listings_costs_the_same_as_with_one(operator, template, make_template):
    places = [("Aster Invoicing", "harbour"), ("Aster Insights", "harbour"), ("Aster Insights", "cedar-store")]
    many = make_template(name="Many", offerings=places)
    url = "/admin/leads/leadtemplate/{}/change/"
    assert cost(operator, url.format(many.pk)) == cost(operator, url.format(template.pk))
