"""The summary on top of a form says each problem in the page's words, and leads to a control that is there."""

from django import forms

from leadhub.problems import Problem, problems_of
from leadhub.templatetags.ui import problems


class Order(forms.Form):
    name = forms.CharField(label="Name", error_messages={"required": "Fill this in."})
    kind = forms.ChoiceField(
        label="Kind", choices=[("app", "App")], widget=forms.RadioSelect, error_messages={"required": "Choose."}
    )

    def clean(self):
        raise forms.ValidationError("Nothing is sold today.")


def test_of_radio_buttons_the_first_is_led_to():
    whole, name, kind = Problem("", "Nothing is sold today."), Problem("Name", "Fill this in.", "id_name"), "id_kind_0"
    form = Order({})
    assert problems(form) == [whole, name, Problem("Kind", "Choose.", kind)]
    assert f'id="{kind}"' in str(form["kind"])


def test_chosen_fields_come_in_the_order_asked_for_with_what_stands_before_them():
    found = [(problem.label, problem.control) for problem in problems_of(Order({}), ("kind", "name"), before="2 · ")]
    assert found == [("2 · Kind", "id_kind_0"), ("2 · Name", "id_name")]


def test_a_form_that_nobody_sent_has_no_problem():
    assert problems(Order()) == []
