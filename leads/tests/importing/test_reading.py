import csv
import io
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.importing.reading import BadFile, Record, Table


def table_of(text, codec="utf-8"):
    return Table(io.BytesIO(text.encode(codec)))


def records(text, codec="utf-8"):
    return [(record.line, record.cells) for record in table_of(text, codec)]


cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ['"', '""', ",", ";", "\t", "\n", "\r\n", "a\rb", " x ", "'", "=1+1"]
)
rows = st.lists(st.lists(cells, min_size=3, max_size=3).filter(lambda row: any(map(str.strip, row))), min_size=1, max_size=8)
# Python's writer, told of another line end, forgets to quote a cell with a CR.
styles = st.sampled_from([(csv.QUOTE_MINIMAL, "\r\n"), *((csv.QUOTE_ALL, line_end) for line_end in ("\n", "\r\n", "\r"))])


@settings(deadline=None)
@given(rows, st.sampled_from(",;\t"), styles)
def test_any_table_that_python_writes_is_read_back_cell_for_cell(rows, delimiter, style):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=style[0], lineterminator=style[1])
    writer.writerows([["Last name", "E-mail", "Colour"], *rows])

    table = table_of(file.getvalue())

    assert table.delimiter == delimiter
    assert [record.cells for record in table] == rows


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(codec, line_end):
    text = line_end.join(["Last name;Company", "Müller;Café", "", "Åberg;Ö"])

    assert records(text, codec) == [(2, ["Müller", "Café"]), (4, ["Åberg", "Ö"])]


def test_table_names_its_encoding():
    assert table_of("Company\nCafé\n").encoding_name == "UTF-8"
    assert table_of("Company\nCafé\n", "cp1252").encoding_name == "Windows-1252"


def test_line_is_where_the_row_begins_as_an_editor_counts():
    text = '\nCompany,Notes\nAcme,"one\ntwo\r\nthree"\n\n , \nBirch,four\n'

    assert records(text) == [(3, ["Acme", "one\ntwo\r\nthree"]), (8, ["Birch", "four"])]


def test_delimiter_is_the_one_that_makes_sense_of_the_header():
    assert table_of("Last name;Company, legal;Email\nA;B, Ltd;c\n").delimiter == ";"
    assert table_of('"Last name, title"\tEmail\nA\tb@c.example\n').delimiter == "\t"
    assert table_of('"Last name","Email"\n"A;B;C","d;e"\n').delimiter == ","


def test_delimiter_of_a_single_column_is_none_of_what_its_cells_hold():
    assert records("Company\nGrimes, Madden and Huff\nVelasquez, Ltd\n") == [
        (2, ["Grimes, Madden and Huff"]),
        (3, ["Velasquez, Ltd"]),
    ]


def test_quote_inside_a_cell_is_a_character():
    assert records('Company,Notes\n5" disks,Jo "Joe" Doe\n') == [(2, ['5" disks', 'Jo "Joe" Doe'])]


def test_quote_that_is_never_closed_costs_its_own_line_alone():
    text = 'Company,Email\nAcme,a@b.example\n"Birch,b@b.example\nCedar,c@b.example\n"Dahlia, Inc",d@b.example\n'
    problem = 'a quote (") is missing, or stands where none may stand'

    assert list(table_of(text)) == [
        Record(2, ["Acme", "a@b.example"]),
        Record(3, ['"Birch', "b@b.example"], problem),
        Record(4, ["Cedar", "c@b.example"]),
        Record(5, ["Dahlia, Inc", "d@b.example"]),
    ]


def test_quote_that_is_never_closed_in_a_long_file_costs_its_own_line_alone():
    lines = [f"Company {number},c{number}@b.example\n" for number in range(20_000)]
    lines[7] = '"Company 7,c7@b.example\n'

    table = list(table_of("".join(["Company,Email\n", *lines])))

    assert len(table) == len(lines)
    assert [record.line for record in table if record.problem] == [9]
    assert table[-1] == Record(20_001, ["Company 19999", "c19999@b.example"])


def test_text_after_a_closing_quote_is_no_cell():
    text = 'Company,Email\n"Acme "Best" Ltd",a@b.example\nBirch,b@b.example\n'

    assert [bool(record.problem) for record in table_of(text)] == [True, False]


def test_cell_too_long_is_a_problem_of_its_row():
    long = "x" * (csv.field_size_limit() + 1)

    first, second = table_of(f"Company,Notes\nAcme,{long}\nBirch,x\n")

    assert first == Record(2, ["Acme", long], "a cell is too long")
    assert second == Record(3, ["Birch", "x"])


def test_table_can_be_read_again_and_leaves_the_file_open():
    table = table_of("Company\nAcme\nBirch\n")

    assert next(iter(table)) == Record(2, ["Acme"])
    assert [record.cells for record in table] == [["Acme"], ["Birch"]]
    assert not table.file.closed
    assert table.share_read == 1


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", '""\n', " \r\n"])
def test_file_without_a_word_is_empty(text):
    with pytest.raises(BadFile, match=r"^is empty\.$"):
        table_of(text)


def test_header_alone_is_refused():
    with pytest.raises(BadFile, match=r"^has a header and no rows below it\.$"):
        table_of("Company,Email\r\n\r\n")


@pytest.mark.parametrize("text", ["Ada,Lovelace,ada@b.example\n", "Colour;Size\nred;9\n", 'Company,"Email\nAcme,a\n'])
def test_header_that_names_nobody_is_refused_and_shown(text):
    with pytest.raises(BadFile) as refusal:
        table_of(text)
    first = text.splitlines()[0]
    assert str(refusal.value) == f"has no header that names a last name, company, e-mail or phone; its first line is “{first}”."


def test_file_of_nothing_but_broken_quotes_is_not_read_again_for_each_of_its_lines():
    """From each of its lines on, every quote has its end, but for the last one of the file."""
    count = 40_000
    broken = 'a","b\n' * count
    began = process_time()

    table = list(table_of(f"Company,Email\n{broken}Cedar,c@b.example\n"))

    assert [record.line for record in table if record.problem] == list(range(2, count + 2))
    assert table[-1] == Record(count + 2, ["Cedar", "c@b.example"])
    assert process_time() - began < 20  # seconds; read again each time it takes minutes


def test_record_that_goes_on_and_on_is_cut_at_its_first_line():
    more = "y" * 100_000 + '","'  # of a cell that ends on the next line, where another one begins

    first, *others = table_of('Company,Email\n"' + f"{more}\n" * 50 + '"\nCedar,c@b.example\n')

    assert (first.line, bool(first.problem), len(first.cells)) == (2, True, 2)
    assert others[-1] == Record(53, ["Cedar", "c@b.example"])
