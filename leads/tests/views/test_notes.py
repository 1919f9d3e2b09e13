import re

import pytest

from leads.models import Lead, Note


@pytest.fixture
def lead(make_lead):
    return make_lead(first_name="Ana", last_name="Silva")


def bodies_on(response):
    return re.findall(r'<div class="body" dir="auto">(.*?)</div>', response.content.decode(), re.DOTALL)


def test_notes_are_shown_newest_first_with_who_and_when(member, sign_in, lead):
    member.post(f"{lead.url}notes/", {"body": "First"})
    sign_in("admin@aster.example").post(f"{lead.url}notes/", {"body": "Second\nline"})
    response = member.get(f"{lead.url}notes/")
    assert bodies_on(response) == ["Second<br>line", "First"]
    assert re.findall(r"<b><bdi>(.*?)</bdi></b> <time datetime", response.content.decode()) == ["Ana Moreno", "Ben Okafor"]


def test_add_note_answers_303_to_the_page_it_was_written_on(member, lead):
    response = member.post(f"{lead.url}notes/", {"body": "Called", "next": lead.url})
    assert (response.status_code, response.url) == (303, lead.url)
    assert "Your note on Ana Silva is added." in member.get(lead.url).content.decode()


def test_htmx_gets_the_panel_and_the_new_count(member, lead):
    response = member.post(f"{lead.url}notes/", {"body": "Called"}, headers={"HX-Request": "true"})
    body = response.content.decode()
    assert bodies_on(response) == ["Called"]
    assert f'id="note-count-{lead.reference}" hx-swap-oob="true">1</span>' in body
    assert "<html" not in body


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_10000_characters_are_fine_and_10001_are_a_sentence_with_the_text_kept(member, lead, htmx):
    assert member.post(f"{lead.url}notes/", {"body": "x" * 9_998 + "\r\n" + "y"}, headers=htmx).status_code in (200, 303)
    assert len(Note.objects.get().body) == 10_000
    response = member.post(f"{lead.url}notes/", {"body": "z" * 10_001}, headers=htmx)
    assert response.status_code == 422
    assert "A note can have 10,000 characters; this one has 10001. Split it in two." in response.content.decode()
    assert "z" * 10_001 in response.content.decode()
    assert Note.objects.count() == 1


@pytest.mark.parametrize("body", ["", "   ", "\n\n", None])
def test_an_empty_note_is_a_sentence(member, lead, body):
    response = member.post(f"{lead.url}notes/", {} if body is None else {"body": body})
    assert (response.status_code, Note.objects.count()) == (422, 0)
    assert "Write something first." in response.content.decode()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x00b", "a\ufffdb"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\u202eright to left", "\u202eright to left"),
        ("🚀 مرحبا", "🚀 مرحبا"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_any_text_is_kept_and_shown_as_text(member, lead, written, shown):
    member.post(f"{lead.url}notes/", {"body": written})
    assert bodies_on(member.get(f"{lead.url}notes/")) == [shown]


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_note_on_a_lead_deleted_meanwhile_is_not_lost(member, sign_in, lead, htmx):
    sign_in("admin@aster.example").post(f"{lead.url}delete/", {"version": 1})
    response = member.post(f"{lead.url}notes/", {"body": "Hours of work"}, headers=htmx)
    body = response.content.decode()
    assert (response.status_code, Note.objects.count()) == (409, 0)
    assert "Ana Moreno deleted Ana Silva in the meantime." in body
    assert "Hours of work" in body


def test_a_lead_with_many_notes_says_that_the_newest_are_shown(member, lead, cast):
    moment = lead.created_at
    notes = [Note(lead=lead, author_name="Ben", body=f"note {n}", created_at=moment) for n in range(201)]
    Note.objects.bulk_create(notes)
    Lead.objects.filter(pk=lead.pk).update(note_count=201)
    for url in (f"{lead.url}notes/", lead.url):
        response = member.get(url)
        assert len(bodies_on(response)) == 200
        assert "The newest 200 are shown." in response.content.decode()
    assert len(bodies_on(member.get(f"{lead.url}notes/?all=1"))) == 201


@pytest.mark.parametrize(
    ("body", "unfolds"),
    [("One line.", False), ("x" * 700, False), ("line\n" * 8, False), ("line\n" * 9, True), ("x" * 900, True)],
)
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_very_long_note_unfolds(member, lead, body, unfolds, htmx):
    Note.objects.create(lead=lead, author_name="Ben", body=body, created_at=lead.created_at)
    page = member.get(f"{lead.url}notes/", headers=htmx).content.decode()
    assert ("Show all" in page) is unfolds
    assert page.count("line") >= body.count("line")
