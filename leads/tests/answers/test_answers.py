"""Template answers: found by filter alone (O-26), exported as columns, on both databases alike."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadhub.text import one_line
from leads.answers.text import answers_text, flat
from leads.answers.types import TemplateField
from leads.forms.template import TemplateForm
from leads.models import Lead
from leads.tests.redesigning import redesign
from listings.models import Offering

SIZE = TemplateField("size", "Team size", "number")
USES = TemplateField("uses", "Uses", "choices", choices=("Ordering (B2B)", "Stock, 100%", "Öffentlich"))
WHY = TemplateField("why", "Why now", "long_text")


@pytest.fixture
def template(make_template):
    return make_template(fields=[SIZE, USES, WHY])


@pytest.fixture
def answered(make_lead, template):
    """`answered("Ada", size=12, uses=[…])`: a lead of the template with these answers."""

    def make(first_name, version=None, **answers):
        version = version or template.current
        data = {"first_name": first_name, "last_name": "L", "email": "a@b.example"}
        form = TemplateForm(data | {f"answer_{key}": value for key, value in answers.items()}, version=version)
        assert form.is_valid(), form.errors
        draft = form.draft()
        return make_lead(
            first_name=first_name,
            listing="Aster Invoicing",
            marketplace="northwind",
            template_version=version,
            answered=draft.answered,
        )

    return make


@pytest.fixture
def found(sign_in):
    client = sign_in("member@aster.example")
    return lambda query: sorted(lead.first_name for lead in client.get(f"/leads/?{query}").context["page"].rows)


def test_answers_are_filtered_by_field_and_words(answered, found):
    answered("Ada", size="12", uses=["Ordering (B2B)"], why="the old one\nbreaks")
    answered("Ben", size="120", uses=["Stock, 100%", "Öffentlich"])
    answered("Cem", why="12 reasons")
    assert found("field=size&answer=12") == ["Ada", "Ben"]
    assert found("field=why&answer=12") == ["Cem"]
    assert found("answer=12") == ["Ada", "Ben", "Cem"]
    assert found("field=uses") == ["Ada", "Ben"]
    assert found("field=uses&answer=OFFENTLICH") == ["Ben"]
    assert found("field=uses&answer=(b2b)") == ["Ada"]
    assert found("field=uses&answer=100%25") == ["Ben"]
    assert found("field=uses&answer=.*") == []
    assert found("field=why&answer=one breaks") == ["Ada"]


def test_the_search_box_does_not_look_at_answers(answered, found):
    answered("Ada", why="platypus")
    assert found("q=platypus") == []


def test_an_answer_never_matches_across_two_answers(answered, found):
    answered("Ada", size="1", why="two")
    assert found("answer=1 why") == []
    assert found("field=size&answer=two") == []


def test_a_field_nobody_asks_is_a_problem_and_widens_nothing(answered, sign_in):
    answered("Ada", size="1")
    response = sign_in("member@aster.example").get("/leads/?field=shoes&answer=1")
    assert [problem.label for problem in response.context["filters"].problems] == ["Answered"]
    assert response.context["page"].rows == []


def test_the_filter_is_offered_where_a_template_asks_something(template, sign_in):
    assert 'name="answer"' in sign_in("member@aster.example").get("/leads/").content.decode()
    assert 'name="answer"' not in sign_in("member@birch.example").get("/leads/").content.decode()


def exported(client, query=""):
    content = b"".join(client.get(f"/leads/export.csv{query}").streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def test_answers_are_columns_after_the_usual_ones(answered, sign_in):
    answered("Ada", size="12.50", uses=["Ordering (B2B)", "Öffentlich"], why="=1+1")
    answered("Ben")
    rows = exported(sign_in("member@aster.example"), "?sort=first_name")
    assert [row[18:] for row in rows] == [
        ["Team size", "Uses", "Why now"],
        ["12.50", "Ordering (B2B)\nÖffentlich", "'=1+1"],
        ["", "", ""],
    ]
    assert exported(sign_in("member@aster.example"), "?for=systems&sort=first_name")[1][20] == "=1+1"


@pytest.mark.parametrize("answers", [["x"], "text", 5, [None, ["key", "size"]], {"key": 1}, [{"key": 5}, "{", {"value": "alone"}]])
def test_answers_made_by_hand_leave_the_file_whole(answered, sign_in, answers):
    Lead.objects.filter(pk=answered("Ada", size="1").pk).update(answers=answers)
    answered("Ben", size="2")
    rows = exported(sign_in("member@aster.example"), "?sort=first_name")
    assert [(row[1], row[18]) for row in rows[1:]] == [("Ada", ""), ("Ben", "2")]


def test_a_renamed_field_is_one_column_under_its_latest_name(answered, template, sign_in):
    answered("Ada", size="1")
    template = redesign(template, fields=[TemplateField("size", "=People", "number"), TemplateField("mail", "Email", "email")])
    answered("Ben", version=template.current, size="2", mail="x@y.example")
    rows = exported(sign_in("member@aster.example"), "?sort=first_name")
    assert [row[18:] for row in rows] == [
        ["'=People", "Uses", "Why now", "Email (mail)"],
        ["1", "", "", ""],
        ["2", "", "", "x@y.example"],
    ]


def test_a_rivals_templates_give_no_columns_and_no_choices(template, sign_in):
    assert len(exported(sign_in("member@birch.example"))[0]) == 18


def test_a_distributor_gets_the_columns_of_its_marketplaces_templates_alone(make_template, sign_in):
    make_template(fields=[SIZE])
    make_template(name="Cedar's", offerings=[("Aster Insights", "cedar-store")], fields=[WHY])
    assert exported(sign_in("manager@cedar.example"))[0][18:] == ["Why now"]


def test_what_a_vendor_only_drafts_is_nobody_elses_business(make_template, sign_in):
    make_template(offerings=[("Aster Insights", "cedar-store")], fields=[WHY], active=False)
    assert [exported(sign_in(f"{name}.example"))[0][18:] for name in ("manager@cedar", "admin@aster")] == [[], ["Why now"]]


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(said=words, wanted=st.one_of(words, st.sampled_from([".", "(", "\\", "[a-z]", "^", "$", "|", "é", "ß"])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_found_exactly_when_it_holds_the_words(make_lead, said, wanted):
    lead = Lead.objects.first() or make_lead(first_name="Ada")
    answers = [{"key": "why", "label": "Why", "value": said}, {"key": "x", "label": "X", "value": "y"}]
    Lead.objects.filter(pk=lead.pk).update(answers_text=answers_text(answers))
    expected = bool(said) and flat(one_line(wanted)) in flat(said)
    assert Lead.objects.answering("why", wanted).exists() == expected


def test_a_distributor_keeps_the_answers_of_leads_whose_template_moved_away(make_template, make_lead, sign_in):
    template = make_template(offerings=[("Aster Insights", "cedar-store")], fields=[WHY])
    make_lead(listing="Aster Insights", marketplace="cedar-store", template_version=template.current)
    elsewhere = Offering.objects.filter(listing__name="Aster Invoicing", marketplace__slug="northwind")
    redesign(template, offerings=list(elsewhere))
    assert exported(sign_in("manager@cedar.example"))[0][18:] == ["Why now"]
