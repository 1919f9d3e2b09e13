"""A template's page, and its buttons: activate, retire, duplicate."""

import pytest
from django.utils.html import escape

from leads.actions import Draft, activate_template, receive_lead
from leads.answers.types import TemplateField
from leads.models import LeadTemplate, Source
from leads.tests.redesigning import fresh
from leads.tests.templates.filled_in import as_saved, row, words


def press(client, template, button, **data):
    return client.post(f"{template.url}{button}/", {"revision": fresh(template).revision, **data})


def test_activate_retire_and_activate_again(admin, make_template):
    template = make_template(active=False)
    for button, state in [("activate", "active"), ("retire", "retired"), ("activate", "active")]:
        answer = press(admin, template, button)
        assert (answer.status_code, answer.url) == (303, template.url)
        assert (fresh(template).state, template.uses.get().is_active) == (state, state == "active")
    assert fresh(template).updated_by_name == "Ana Moreno"


def test_the_hosted_form_follows_the_state(admin, client, make_template):
    template = make_template(active=False)
    codes = [client.get(f"/forms/{template.slug}/").status_code]
    for button in ("activate", "retire", "activate"):
        press(admin, template, button)
        codes.append(client.get(f"/forms/{template.slug}/").status_code)
    assert codes == [404, 200, 410, 200]


def test_a_draft_without_a_listing_cannot_be_activated(admin, make_template):
    template = make_template(active=False, offerings=())
    answer = press(admin, template, "activate")
    assert answer.status_code == 409
    assert "An active template needs at least one listing on a marketplace. Choose it under “Used by”." in words(answer)
    assert (fresh(template).state, fresh(template).revision) == ("draft", 1)


def test_a_template_whose_listing_is_taken_names_the_other_and_links_it(admin, make_template):
    other, template = make_template(name="Book a call"), make_template(active=False)
    answer = press(admin, template, "activate")
    assert answer.status_code == 409
    assert "“Book a call” is the active template for Aster Invoicing on Northwind Marketplace already." in words(answer)
    assert f'<a href="{other.url}">Open “Book a call”</a>' in answer.content.decode()
    assert (fresh(template).state, fresh(template).revision) == ("draft", 1)
    press(admin, other, "retire")
    assert press(admin, template, "activate").status_code == 303


def test_a_button_of_an_old_page_is_refused_and_says_who_was_faster(admin, make_template):
    template = make_template()
    admin.post(f"{template.url}edit/", as_saved(template, thanks="Thanks"))
    answer = press(admin, template, "retire", revision=template.revision)
    assert answer.status_code == 409
    assert "Ana Moreno changed “Ask for a demo” in the meantime. Your change was not made." in words(answer)
    assert fresh(template).state == "active"


def test_a_double_click_is_no_conflict(admin, make_template):
    template = make_template()
    answers = [press(admin, template, "retire", revision=2) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert fresh(template).revision == 3


def test_a_duplicate_is_a_draft_of_the_same_design(admin, make_template):
    fields = [TemplateField("team-size", "Team size", "number")]
    template = make_template(fields=fields, consent="I agree.", embed_hosts=["www.example.com"], thanks="Ta")
    answer = press(admin, template, "duplicate", name="Copy of Ask for a demo")
    copy = LeadTemplate.objects.get(name="Copy of Ask for a demo")
    assert (answer.status_code, answer.url) == (303, copy.url)
    assert (copy.state, copy.current.fields, copy.current.consent, copy.embed_hosts, copy.thanks) == (
        "draft", fields, "I agree.", ["www.example.com"], "Ta",
    )  # fmt: skip
    assert [str(use.offering) for use in copy.uses.all()] == ["Aster Invoicing · Northwind Marketplace"]
    assert copy.slug != template.slug
    assert fresh(template).state == "active"


def test_a_double_click_makes_one_duplicate_and_the_next_page_another(admin, make_template):
    template = make_template()
    name = admin.get(template.url).context["copy_name"]
    urls = [press(admin, template, "duplicate", name=name).url for _ in range(2)]
    assert urls[0] == urls[1]
    name = admin.get(template.url).context["copy_name"]
    press(admin, template, "duplicate", name=name)
    names = sorted(LeadTemplate.objects.values_list("name", flat=True))
    assert names == ["Ask for a demo", "Copy 2 of Ask for a demo", "Copy of Ask for a demo"]


def test_a_duplicate_whose_name_is_taken_by_another_gets_the_next(admin, make_template):
    template = make_template()
    make_template(name="Copy of Ask for a demo", active=False, consent="Another one.")
    for name in ("Copy of Ask for a demo", "", "\0" * 3, "x" * 5000):
        assert press(admin, template, "duplicate", name=name).status_code == 303
    assert LeadTemplate.objects.filter(name="Copy 2 of Ask for a demo").exists()
    assert LeadTemplate.objects.count() == 6


def test_the_page_of_an_active_template_has_its_address_and_the_code_to_embed_it(admin, make_template):
    template = make_template(name='A "quoted" <b>name</b>', embed_hosts=["www.example.com"])
    page = admin.get(template.url)
    address = f"http://testserver/forms/{template.slug}/"
    title = "A &quot;quoted&quot; &lt;b&gt;name&lt;/b&gt;"
    snippet = f'<iframe src="{address}" title="{title}" width="100%" height="800" loading="lazy"></iframe>'
    assert f'data-copy="{address}"' in page.content.decode()
    assert f'data-copy="{escape(snippet)}"' in page.content.decode()
    assert "Works on https pages of www.example.com." in words(page)


def test_a_draft_shows_no_address_and_a_template_without_hosts_no_code(admin, make_template):
    draft = make_template(name="Draft", active=False)
    assert draft.slug not in admin.get(draft.url).content.decode()
    text = words(admin.get(make_template().url))
    assert "No page may show it in a frame. Under Edit you can name the hosts that may." in text
    assert "iframe" not in text


def test_versions_are_counted_with_their_leads(admin, make_template, cast):
    template = make_template(fields=[TemplateField("team-size", "Team size", "number")])
    source = Source.objects.create(partner=cast.partners["aster"], kind="marketplace", name="Test marketplace")
    for _ in range(2):
        receive_lead(Draft(last_name="Silva", template_version=template.current), source=source, by="Test marketplace")
    admin.post(f"{template.url}edit/", as_saved(template, row("Budget"), row("Start", "date")))
    text = words(admin.get(template.url))
    assert "2 current just now 2 fields Budget Start 0 Look at version 2" in text
    assert "1 just now 1 field Team size 2 Look at version 1" in text


@pytest.mark.parametrize("button", ["activate", "retire", "duplicate"])
def test_another_vendors_template_is_not_there(admin, make_template, button):
    theirs = make_template(partner="birch", offerings=[("Managed Backup", "harbour")])
    assert press(admin, theirs, button).status_code == 404
    assert admin.get(f"{theirs.url}{button}/").status_code == 405
    assert (fresh(theirs).state, LeadTemplate.objects.count()) == ("active", 1)


def test_references_are_read_as_people_type_them(admin, make_template):
    template = make_template()
    assert admin.get(template.url.lower()).status_code == 200
    assert admin.get("/lead-templates/LT-0000-0000/").status_code == 404
    assert admin.get("/lead-templates/nonsense/edit/").status_code == 404


def test_an_inactive_listing_is_named_as_such(admin, make_template):
    template = make_template()
    template.uses.get().offering.__class__.objects.filter(pk=template.uses.get().offering_id).update(is_active=False)
    assert "Northwind Marketplace not offered any more" in words(admin.get(template.url))
    assert "Northwind Marketplace not offered any more" in words(admin.get(f"{template.url}edit/"))
    assert admin.post(f"{template.url}edit/", as_saved(template, thanks="Ta")).status_code == 303
    assert template.uses.count() == 1


def test_activation_by_name_is_told(make_template, admin):
    template = make_template(active=False)
    activate_template(template, by="Somebody else", revision=1)
    assert "by Somebody else" in words(admin.get(template.url))
