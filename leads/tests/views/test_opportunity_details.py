"""Opportunity details (C-06, C-09): what a lead answered, as its own version of the template asked it."""

import re
from html import unescape

import pytest

from leads.actions import Design, Draft, edit_template, receive_lead
from leads.answers.types import TemplateField
from leads.models import Lead, Source, Workflow

FIELDS = (
    TemplateField("size", "Team size", "number"),
    TemplateField("start", "Start", "date"),
    TemplateField("modules", "Modules", "choices", choices=("Invoices", "Reports")),
    TemplateField("site", "Website", "url"),
    TemplateField("books", "Accountant", "email"),
    TemplateField("line", "Direct line", "phone"),
    TemplateField("story", "Project", "long_text"),
    TemplateField("other", "Another product today?", "yes_no"),
    TemplateField("land", "Head office", "country"),
)


def said(**answers):
    """Answers as a form stores them, in the order given."""
    types = {field.key: (field.label, field.type) for field in FIELDS} | {"consent": ("Agreed to", "long_text")}
    return [{"key": key, "label": types[key][0], "type": types[key][1], "value": value} for key, value in answers.items()]


@pytest.fixture
def answered(cast, make_template):
    """`answered(size="12")`: a lead of the template's present version with these answers."""
    template = make_template(fields=FIELDS, name="Ask for a demo")
    source = Source.objects.create(partner=cast.partners["aster"], kind="form", name="Hosted form")

    def make(**answers):
        template.refresh_from_db()
        draft = Draft(first_name="Ana", template_version=template.current, answered=said(**answers))
        return receive_lead(draft, source=source, by="Hosted form")

    make.template = template
    return make


def section(client, lead):
    body = client.get(lead.url).content.decode()
    return re.search(r'<section[^>]*aria-labelledby="details-title">.*?</section>', body, re.DOTALL)[0]


def facts(html):
    """[(label, answer)] of the section's lists, blanks squeezed."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, re.DOTALL)
    return [tuple(" ".join(unescape(re.sub("<[^>]+>", " ", part)).split()) for part in pair) for pair in pairs]


def test_every_field_of_the_version_is_shown_in_its_order_answered_or_not(member, answered):
    lead = answered(
        story="Twelve shops.\nAll on paper.", size="1250", start="2027-01-15", modules="Invoices\nReports", other="no", land="PT"
    )
    html = section(member, lead)
    assert ">Opportunity details</h2>" in html
    assert facts(html) == [
        ("Team size", "1250"),
        ("Start", "15 Jan 2027"),
        ("Modules", "Invoices Reports"),
        ("Website", "— Not answered"),
        ("Accountant", "— Not answered"),
        ("Direct line", "— Not answered"),
        ("Project", "Twelve shops. All on paper."),
        ("Another product today?", "No"),
        ("Head office", "Portugal"),
    ]
    assert "<li><bdi>Invoices</bdi></li><li><bdi>Reports</bdi></li>" in html
    assert '<span class="said" dir="auto">Twelve shops.\nAll on paper.</span>' in html
    assert "As asked by the template <bdi>Ask for a demo</bdi>, version 1" in html


def test_what_leads_somewhere_is_a_link(member, answered):
    html = section(member, answered(site="https://harbour.example/a?b=1", books="b@harbour.example", line="+34 910 555 010"))
    assert '<a href="https://harbour.example/a?b=1" target="_blank" rel="noopener noreferrer">' in html
    assert '<a href="mailto:b@harbour.example">' in html
    assert '<a href="tel:+34910555010">' in html


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "http://[x", "HTTPS"])
def test_no_other_address_is_a_link(member, answered, value):
    html = section(member, answered(site=value))
    assert "<a " not in html
    assert ("Website", value) in facts(html)


def test_markup_in_an_answer_stays_text(member, answered):
    html = section(member, answered(story="<script>alert(1)</script>", modules="<b>Invoices</b>"))
    assert "<script>" not in html
    assert "&lt;b&gt;Invoices&lt;/b&gt;" in html


def test_an_edit_of_the_template_leaves_the_old_leads_page_as_it_was_to_the_letter(member, answered):
    old = answered(size="12", line="+34 910 555 010")
    before = section(member, old)
    fields = (TemplateField("size", "How many people?", "number"), TemplateField("budget", "Budget", "text"))
    design = Design(name="Ask for a demo", workflow=Workflow.objects.get(slug="qualification"), fields=fields,
                    offerings=[use.offering for use in answered.template.uses.all()])  # fmt: skip
    edit_template(answered.template, design, by="Ana", revision=answered.template.__class__.objects.get().revision)
    assert section(member, old) == before
    html = section(member, answered(size="12"))
    assert facts(html) == [("How many people?", "12"), ("Budget", "— Not answered")]
    assert "version 2" in html


def test_whatever_else_came_follows_under_a_heading_of_its_own(member, answered):
    html = section(member, answered(size="12", consent="Call me."))
    assert facts(html)[0] == ("Team size", "12")
    assert facts(html[html.index("What else came") :]) == [("Agreed to", "Call me.")]


def test_an_import_says_that_these_were_columns_of_a_file(member, make_lead):
    lead = make_lead(answers=[("Budget line", "IT")])
    Source.objects.filter(pk=lead.source_id).update(kind="file")
    html = section(member, lead)
    assert "This lead came without a lead template." in html
    assert facts(html[html.index("Other columns of the file") :]) == [("Budget line", "IT")]


def test_of_two_answers_to_one_field_the_second_is_not_lost(member, answered):
    lead = answered(size="12")
    Lead.objects.filter(pk=lead.pk).update(answers=[*said(size="12"), *said(size="13")])
    html = section(member, lead)
    assert facts(html)[0] == ("Team size", "12")
    assert facts(html[html.index("What else came") :]) == [("Team size", "13")]


@pytest.mark.parametrize(
    "answers",
    [
        {"label": "x"}, "text", 7, [1, None, "x"], [{}], [{"label": None, "value": None}], [{"value": {"a": 1}}], [[["deep"]]],
        [{"key": "size", "value": 12, "type": "number"}], [{"key": ["size"], "label": {"a": "b"}, "type": 3, "value": True}],
        [{"label": "Kind", "type": "no such type", "value": "x"}],
    ],
)  # fmt: skip
def test_answers_made_by_hand_break_nothing(member, sign_in, answered, answers):
    lead = answered(size="12")
    Lead.objects.filter(pk=lead.pk).update(answers=answers)
    assert member.get(lead.url).status_code == 200
    assert sign_in("operator@leadhub.example").get(f"/admin/leads/lead/{lead.pk}/change/").status_code == 200
    Lead.objects.get(pk=lead.pk).save()


def test_a_number_that_is_none_is_shown_as_it_came(member, answered):
    assert facts(section(member, answered(size="a dozen", start="soon")))[:2] == [("Team size", "a dozen"), ("Start", "soon")]
