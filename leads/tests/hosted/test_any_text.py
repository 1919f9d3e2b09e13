"""Whatever is posted: never a failure, and what is accepted stands in the lead as it was written."""

from urllib.parse import quote_plus

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadhub.text import one_line, storable
from leads.answers.types import TemplateField
from leads.models import Lead
from leads.tests.forms_shown import ShownForm

ANY = st.text(max_size=60) | st.sampled_from(
    ["\x00", "\u202eevil", "🦉", "<b>x</b>", "{{ x }}", "=1+1", "1e9", "0e999999", "NaN", "٣", "\r\n"]
)
KINDS = ["text", "long_text", "number", "date", "url", "phone", "email", "choice", "choices", "yes_no", "country"]
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def form(make_template):
    """(address, token) of a form with a question of each type, none of them required."""
    fields = [TemplateField(kind, f"A {kind}", kind, choices=("A", "B") if kind in ("choice", "choices") else ()) for kind in KINDS]
    template = make_template(fields=fields, contact={"last_name": "optional", "email": "optional", "phone": "optional"})
    url = f"/forms/{template.slug}/"
    return url, ShownForm(Client().get(url)).values


@quick
@given(
    typed=st.dictionaries(
        st.sampled_from([f"answer_{kind}" for kind in KINDS] + ["last_name", "email", "phone", "offering", "token"]), ANY
    )
)
def test_any_text_anywhere_is_taken_or_asked_for_again(form, typed):
    url, carried = form
    response = Client().post(url, {**carried, **typed})
    assert response.status_code in (303, 422)


@quick
@given(line=ANY, paragraphs=ANY, name=ANY)
def test_text_that_is_accepted_comes_back_unchanged(form, line, paragraphs, name):
    url, carried = form
    Lead.objects.all().delete()
    assert (
        Client().post(url, {**carried, "answer_text": line, "answer_long_text": paragraphs, "last_name": name}).status_code == 303
    )
    lead = Lead.objects.get()
    answers = {answer["key"]: answer["value"] for answer in lead.answers}
    wanted = {"text": one_line(line), "long_text": storable(paragraphs).strip()}
    assert (lead.last_name, answers) == (one_line(name), {key: value for key, value in wanted.items() if value})


@quick
@given(body=st.binary(max_size=200) | st.text(max_size=80).map(lambda text: quote_plus(text, errors="replace").encode()))
def test_any_bytes_are_answered(form, body):
    url, _ = form
    response = Client(raise_request_exception=False).post(url, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 422)
