"""The search box (O-18…23): which words find which leads."""

from urllib.parse import urlencode

import pytest

from leads.tests.views.lists.reading import count_on, names_on


@pytest.mark.parametrize("words", ["*", "%", "_", "a_b", '"', "'", "\\", "AND", "a OR b", "NOT x", "' OR 1=1 --"])
def test_wildcards_and_operators_are_plain_text(page, make_lead, words):
    make_lead(last_name="axb", company="a or x")
    make_lead(last_name="exact", company=f"before {words} after")
    response = page("?" + urlencode({"q": words}))
    assert names_on(response) == ["exact"]


@pytest.mark.parametrize("words", ["ana maria silva", "ria sil", "SILVA", "  silva  ", "harbour f", "ana@harbour", "invoicing"])
def test_search_finds_in_each_of_the_five_fields_and_across_first_and_last_name(page, make_lead, words):
    make_lead(
        first_name="Ana Maria", last_name="Silva", company="Harbour Foods", email="ana@harbour.example", listing="Aster Invoicing"
    )
    make_lead(last_name="Nobody", company="Nowhere")
    assert names_on(page(f"?q={words}")) == ["Ana Maria Silva"]


@pytest.mark.parametrize("words", ["silva harbour", "5323", "director", "portugal", "northwind", "hello"])
def test_search_looks_nowhere_else_and_never_across_fields(page, make_lead, words):
    make_lead(
        first_name="Ana", last_name="Silva", company="Harbour", phone="5323", job_title="Director", country="Portugal",
        marketplace="northwind", notes=["hello"], answers=[("hello", "hello")],
    )  # fmt: skip
    response = page(f"?q={words}")
    assert (names_on(response), count_on(response)) == ([], "0 of 1 lead")


@pytest.mark.parametrize(
    ("stored", "sought"),
    [
        ("MÜLLER", "muller"), ("muller", "MÜLLER"), ("Straße", "STRASSE"), ("İstanbul", "istanbul"), ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("Ёлкин", "елкин"), ("Nguyễn", "nguyen"), ("ﬁne", "FINE"), ("Å", "å"), ("محمّد", "محمد"), ("שָׁלוֹם", "שלום"), ("が", "か"),
        ("Ⅳ", "iv"), ("é", "é"),
    ],
)  # fmt: skip
def test_case_and_accents_fold_in_every_script(page, make_lead, stored, sought):
    make_lead(first_name="Found", last_name=stored)
    assert len(names_on(page(f"?q={sought}"))) == 1
