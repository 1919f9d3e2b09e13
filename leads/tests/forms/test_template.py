"""A template's form: the one place that asks and checks, whichever way the answers come."""

from leads.answers.types import TemplateField
from leads.forms.template import TemplateForm
from leads.models import TemplateVersion

USUAL = {"last_name": "Lovelace", "email": "ada@lovelace.example"}


def version(**asked):
    fields = [field.as_json() for field in asked.pop("fields", [])]
    return TemplateVersion(fields_json=fields, **asked)


def test_the_usual_form_asks_five_things_and_needs_two():
    form = TemplateForm({}, version=TemplateVersion())
    assert list(form.fields) == ["first_name", "last_name", "company", "email", "phone"]
    assert list(form.errors) == ["last_name", "email"]


def test_contact_fields_are_as_the_version_wants_them():
    form = TemplateForm({}, version=version(contact={"company": "required", "phone": "optional", "email": "hidden"}))
    assert {name: field.required for name, field in form.fields.items()} == {"company": True, "phone": False}


def test_a_draft_has_the_answers_in_order_without_blanks_and_what_was_agreed_to():
    fields = [TemplateField("b", "B"), TemplateField("a", "A", "number"), TemplateField("c", "C")]
    form = TemplateForm(
        {**USUAL, "answer_a": "5", "answer_b": "yes", "consent": "on"}, version=version(fields=fields, consent="Write to me.")
    )
    assert form.is_valid()
    draft = form.draft()
    assert (draft.last_name, draft.email, draft.first_name) == ("Lovelace", "ada@lovelace.example", "")
    assert [(answer["key"], answer["label"], answer["type"], answer["value"]) for answer in draft.answered] == [
        ("b", "B", "text", "yes"),
        ("a", "A", "number", "5"),
        ("consent", "Agreed to", "long_text", "Write to me."),
    ]


def test_without_consent_there_is_no_lead():
    form = TemplateForm(USUAL, version=version(consent="Write to me."))
    assert form.errors == {"consent": ["Tick this to agree, or we may not keep what you send."]}


def test_what_no_field_asks_is_left_out():
    form = TemplateForm({**USUAL, "answer_shoes": "44", "status": "won", "partner": "1"}, version=version())
    assert form.is_valid()
    assert form.draft().answered == []
