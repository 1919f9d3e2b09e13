"""What bad input gets: a sentence at its field with everything typed kept, or it is kept as text; never a 500."""

import pytest
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from leads.models import LeadTemplate
from leads.tests.templates.filled_in import CREATE, filled_in, problems, row, typed_labels

FORM = "application/x-www-form-urlencoded"


def choices(number):
    return "\n".join(f"Choice {count}" for count in range(number))


@pytest.mark.parametrize(
    ("rows", "changes", "sentences"),
    [
        ([], {"name": " "}, ["Name: Fill this in."]),
        ([], {"name": "n" * 256}, ["Name: This can have 255 characters; it has 256."]),
        ([], {"workflow": ""}, ["Workflow: Choose one of these."]),
        ([], {"workflow": "forged"}, ["Workflow: Choose one of these."]),
        ([], {"contact_email": "forged"}, ["E-mail: Choose one of these."]),
        (
            [],
            {"contact_email": "hidden", "contact_phone": "hidden"},
            ["E-mail: Ask for an e-mail or a phone number: else nobody can answer."],
        ),
        ([row("")], {}, ["1 · Label: Fill this in."]),
        ([row("l" * 201)], {}, ["1 · Label: This can have 200 characters; it has 201."]),
        ([row("A", "forged")], {}, ["1 · Type: Choose one of these types."]),
        ([row("Größe"), row("GRÖSSE")], {}, ["2 · Label: Another field of this template has this label."]),
        ([row("Cafe"), row(" CAFÉ")], {}, ["2 · Label: Another field of this template has this label."]),
        ([row("A", "choice")], {}, ["1 · Choices: Write at least one choice."]),
        ([row("A", "choices", choices=" \n ")], {}, ["1 · Choices: Write at least one choice."]),
        ([row("A", "choice", choices="x\ny\nX")], {}, ["1 · Choices: “X” stands here twice."]),
        ([row("A", "choice", choices=choices(101))], {}, ["1 · Choices: A field has at most 100 choices; these are 101."]),
        (
            [row("A", "choice", choices="x" * 201)],
            {},
            [f"1 · Choices: A choice has at most 200 characters: “{'x' * 40}…” is longer."],
        ),
        ([row(str(number)) for number in range(51)], {}, ["A template has at most 50 fields."]),
    ],
)
def test_limits_and_nonsense_get_sentences(admin, rows, changes, sentences):
    answer = admin.post(CREATE, filled_in(*rows, **changes))
    assert (answer.status_code, problems(answer)) == (422, sentences)
    assert typed_labels(answer) == [one["label"] for one in rows]
    assert LeadTemplate.objects.count() == 0


@pytest.mark.parametrize(
    "rows",
    [
        [row("A", "choice", choices=choices(100))],
        [row(str(number)) for number in range(50)],
        [row("l" * 200, "choice", choices="c" * 200)],
        [row("A", "text", choices="not shown\nnot shown")],
    ],
)
def test_what_is_just_within_the_limits_is_kept(admin, rows):
    assert admin.post(CREATE, filled_in(*rows)).status_code == 303
    kept = LeadTemplate.objects.get().current.fields
    assert [(field.label, len(field.choices)) for field in kept] == [
        (one["label"], len(one["choices"].splitlines()) if one["type"] == "choice" else 0) for one in rows
    ]


@pytest.mark.parametrize(
    "line",
    [
        "https://www.example.com", "www.example.com/form", "www.example.com:8443", "*.example.com", "localhost", "10.0.0.1",
        "example.com; script-src *", "example..com", "-a.example.com", "a" * 64 + ".com", "x." * 130 + "com", "a b.com",
        "<b>.com", "'self'", "example.com,evil.com", "\0.com",
    ],
)  # fmt: skip
def test_only_host_names_may_embed(admin, line):
    answer = admin.post(CREATE, filled_in(embed_hosts=f"www.example.com\n{line}"))
    assert answer.status_code == 422
    assert len(problems(answer)) == 1
    assert "is not a host name. Write it without https:// and without a path" in problems(answer)[0]


@pytest.mark.parametrize("line", ["straße.example", "STRAẞE.example", "οδος.example", "a\u200cb.example"])
def test_a_host_that_browsers_call_otherwise_than_python_lets_nobody_elses_pages_in(admin, line):
    answer = admin.post(CREATE, filled_in(embed_hosts=line))
    assert answer.status_code == 422
    assert "as its xn-- name" in problems(answer)[0]
    assert admin.post(CREATE, filled_in(embed_hosts="xn--strae-oqa.example")).status_code == 303


def test_hosts_in_other_alphabets_are_kept_under_the_names_that_browsers_send(admin):
    admin.post(CREATE, filled_in(embed_hosts="bücher.example\nBÜCHER.example"))
    assert LeadTemplate.objects.get().embed_hosts == ["xn--bcher-kva.example"]


def test_at_most_fifty_hosts(admin):
    answer = admin.post(CREATE, filled_in(embed_hosts="\n".join(f"h{number}.example" for number in range(51))))
    assert problems(answer) == ["Hosts that may show the form in a frame: At most 50 hosts; these are 51."]


def test_offerings_of_somebody_else_are_no_choice(admin, cast):
    forged = [f"{cast.listings['Managed Backup'].reference}:harbour", "1", "LS-0000-0000:northwind", "\0", "x" * 1000]
    for offering in forged:
        answer = admin.post(CREATE, filled_in(offerings=[offering]))
        assert (answer.status_code, problems(answer)) == (422, ["Used by: One of these is not offered any more. Choose again."])


TEXTS = {
    "html": '<script>alert(1)</script><b>bold</b> & "quotes" \'',
    "emoji": "Team 👩‍👩‍👧 size 🎉",
    "rtl": "حجم الفريق \u202eesrever",
    "template code": "{{ request }} {% debug %} %(name)s %s",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_is_kept_and_shown_as_text_everywhere(admin, text):
    rows = [row(text, "choice", help=text, choices=text)]
    same = dict.fromkeys(("name", "consent", "thanks", "auto_reply_subject", "auto_reply_body"), text)
    assert admin.post(CREATE, filled_in(*rows, **same)).status_code == 303
    template = LeadTemplate.objects.get()
    field = template.current.fields[0]
    assert (template.name, template.thanks, field.label, field.choices, field.help) == (text, text, text, (text,), text)
    for path in ("/lead-templates/", template.url, f"{template.url}edit/", f"{template.url}preview/"):
        page = admin.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<b>bold" not in page.content.decode()


def test_nul_is_replaced_visibly(admin):
    assert admin.post(CREATE, filled_in(row("a\0b"), name="n\0m", thanks="t\0")).status_code == 303
    template = LeadTemplate.objects.get()
    assert (template.name, template.thanks, template.current.fields[0].label) == ("n\ufffdm", "t\ufffd", "a\ufffdb")


def test_a_megabyte_of_text_is_refused_with_sentences(admin):
    many = "x" * 1_000_000
    answer = admin.post(CREATE, filled_in(row("A", help=many), name=many[:300_000]))
    assert answer.status_code == 422
    assert problems(answer) == [
        "Name: This can have 255 characters; it has 300000.",
        "1 · Help: This can have 500 characters; it has 1000000.",
    ]


def test_five_hundred_fields_are_refused(admin):
    answer = admin.post(CREATE, filled_in(*[row(str(number)) for number in range(500)]))
    assert answer.status_code == 400  # more than any form of ours sends
    short = filled_in(**{"fields-TOTAL_FORMS": 500}, **{f"fields-{number}-label": str(number) for number in range(500)})
    assert admin.post(CREATE, short).status_code == 422
    assert LeadTemplate.objects.count() == 0


@pytest.mark.parametrize("count", ["", "x", "9" * 30, "1e9"])
def test_a_nonsense_number_of_rows_is_refused(admin, count):
    for extra in ({}, {"up": "1"}, {"add": "1"}):
        answer = admin.post(CREATE, filled_in(**{"fields-TOTAL_FORMS": count}, **extra))
        assert (answer.status_code, LeadTemplate.objects.count()) == (200 if extra else 422, 0)


def test_fields_that_are_given_twice_count_once(admin):
    data = MultiValueDict({name: [value] for name, value in filled_in(row("First"), name="First").items()})
    for name, value in (("name", "Second"), ("fields-0-label", "Second"), ("workflow", "sales")):
        data.appendlist(name, value)
    assert admin.post(CREATE, urlencode(data, doseq=True), content_type=FORM).status_code == 303
    template = LeadTemplate.objects.get()
    assert (template.name, template.current.fields[0].label, template.workflow.slug) == ("Second", "Second", "sales")


def test_an_empty_post_is_a_form_to_fill_in(admin):
    answer = admin.post(CREATE)
    expected = ["The page did not arrive whole. Go back, reload it and send it again.", "Name: Fill this in."]
    assert (answer.status_code, problems(answer)[:2]) == (422, expected)


@pytest.mark.parametrize(
    ("query", "misunderstood"),
    [
        ("?q=%00", ["Search"]), ("?state=frozen", ["State"]), ("?sort=updated", ["Sort by"]), ("?x=1", ["x"]),
        ("?state=draft&state=active&q=a", []),
    ],
)  # fmt: skip
def test_what_of_the_lists_address_is_not_understood_is_said_and_selects_nothing(admin, make_template, query, misunderstood):
    make_template()
    answer = admin.get(f"/lead-templates/{query}")
    assert [problem.label for problem in answer.context["filters"].problems] == misunderstood
    assert (answer.status_code, len(answer.context["page"].rows)) == (200, 0 if misunderstood else 1)


def test_a_position_that_is_none_is_refused(admin):
    assert admin.get("/lead-templates/?after=x").status_code == 400
