import pytest

from leads.actions import Draft
from leads.importing.comparing import changes_to


@pytest.fixture
def lead(make_lead):
    answers = [("Tag", "a"), ("Tag", "b"), ("Budget", "9")]
    return make_lead(first_name="Ada", last_name="Hopper", company="'\t=Acme", phone="'+1", answers=answers)


def test_what_differs_and_is_not_blank_is_a_change(lead):
    assert changes_to(lead, Draft(last_name="HOPPER", email="a@b.example", company="")) == {
        "last_name": "HOPPER",
        "email": "a@b.example",
    }


def test_same_words_are_no_change_whatever_their_blanks(lead):
    assert changes_to(lead, Draft(first_name=" Ada\n", last_name="Hopper", answers=[("Budget", "9")])) == {}


def test_apostrophe_that_the_import_took_off_is_no_change(lead):
    assert changes_to(lead, Draft(company="=Acme", phone="+1")) == {}


def test_source_shown_is_no_change(lead):
    assert changes_to(lead, Draft(source_text="Test marketplace")) == {}
    assert changes_to(lead, Draft(source_text="Fair")) == {"source_text": "Fair"}


def test_answers_of_a_label_are_replaced_one_by_one_and_others_stay(lead):
    told = [("Tag", "a"), ("Tag", "c"), ("Tag", "d"), ("Colour", "red")]

    assert changes_to(lead, Draft(answers=told)) == {
        "answers": [
            {"label": "Tag", "value": "a"},
            {"label": "Tag", "value": "c"},
            {"label": "Budget", "value": "9"},
            {"label": "Tag", "value": "d"},
            {"label": "Colour", "value": "red"},
        ]
    }
    assert [answer["value"] for answer in lead.answers] == ["a", "b", "9"]


def test_long_text_is_compared_as_it_fits(make_lead):
    long = make_lead(last_name="Hopper", company="x" * 300)

    assert changes_to(long, Draft(company="x" * 300)) == {}
    assert set(changes_to(long, Draft(company="x" * 300 + "y"))) == {"answers"}
