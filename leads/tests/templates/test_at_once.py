"""Several administrators at the same moment: exactly one wins."""

import pytest

from leads.models import LeadTemplate, TemplateUse
from leads.tests.redesigning import fresh
from leads.tests.templates.filled_in import ADMIN, CREATE, as_saved, filled_in, row
from leads.tests.test_concurrency import all_at_once
from listings.models import Offering

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admins(sign_in):
    return [sign_in(ADMIN) for _ in range(4)]


def active_uses():
    return TemplateUse.objects.filter(is_active=True).count()


def test_of_several_templates_that_claim_one_listing_exactly_one_is_activated(admins, make_template):
    templates = [make_template(name=f"T{number}", active=False) for number in range(4)]
    posts = [
        lambda client=client, url=template.url: client.post(f"{url}activate/", {"revision": 1}).status_code
        for client, template in zip(admins, templates, strict=True)
    ]
    assert sorted(all_at_once(posts)) == [303, 409, 409, 409]
    assert sorted(LeadTemplate.objects.values_list("state", flat=True)) == ["active", "draft", "draft", "draft"]
    assert active_uses() == 1


def test_templates_that_share_several_listings_do_not_wait_for_each_other_for_ever(admins, make_template):
    places = [
        (offering.listing.name, offering.marketplace.slug) for offering in Offering.objects.filter(listing__partner__slug="aster")
    ]
    templates = [
        make_template(name=f"T{number}", active=False, offerings=places[::step]) for number, step in enumerate((1, -1, 1, -1))
    ]
    posts = [
        lambda client=client, url=template.url: client.post(f"{url}activate/", {"revision": 1}).status_code
        for client, template in zip(admins, templates, strict=True)
    ]
    assert sorted(all_at_once(posts)) == [303, 409, 409, 409]
    assert active_uses() == len(places)


def test_of_several_edits_of_one_template_exactly_one_is_saved(admins, make_template):
    template = make_template()
    edits = [as_saved(template, row(f"Field {number}"), thanks=f"Thanks {number}") for number in range(4)]
    posts = [
        lambda client=client, data=data: client.post(f"{template.url}edit/", data).status_code
        for client, data in zip(admins, edits, strict=True)
    ]
    assert sorted(all_at_once(posts)) == [303, 409, 409, 409]
    now = fresh(template)
    assert (now.revision, now.current.number, template.versions.count()) == (3, 2, 2)
    assert now.thanks[-1] == now.current.fields[0].label[-1]


def test_a_flurry_of_clicks_makes_one_template(admins):
    data = filled_in(row("Team size", "number"))
    posts = [lambda client=client: client.post(CREATE, data).status_code for client in admins]
    assert all_at_once(posts) == [303] * 4
    assert LeadTemplate.objects.count() == 1


def test_a_flurry_of_clicks_makes_one_duplicate(admins, make_template):
    template = make_template()
    name = {"name": "Copy of Ask for a demo"}
    posts = [lambda client=client: client.post(f"{template.url}duplicate/", name).status_code for client in admins]
    assert all_at_once(posts) == [303] * 4
    assert LeadTemplate.objects.count() == 2
