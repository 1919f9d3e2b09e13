import csv
import io

import pytest

from leads.importing import FailedRows, Failure, Table


def fail(text, *failures, folders, stem="leads"):
    failed = FailedRows(Table(io.BytesIO(text.encode())), stem=stem, folders=folders)
    for failure in failures:
        failed.add(failure)
    failed.close()
    return failed


def test_no_failure_makes_no_file(tmp_path):
    assert fail("Email\na\n", folders=[tmp_path]).path is None
    assert list(tmp_path.iterdir()) == []


def test_failed_rows_have_their_columns_and_the_reason(tmp_path):
    rows = [Failure(2, ["Müller", ' "x"; y'], "no luck"), Failure(3, ["short"], "no luck")]

    failed = fail("Last name;Notes\na;b\n", *rows, folders=[tmp_path])

    assert failed.path == tmp_path / "leads-failed.csv"
    assert failed.path.read_bytes() == ('\ufeffLast name;Notes;error\r\nMüller;" ""x""; y";no luck\r\nshort;;no luck\r\n'.encode())


def test_cells_beyond_the_header_stand_behind_the_reason(tmp_path):
    failed = fail("Company,Email\na,b\n", Failure(2, ["Grimes", " Madden", "a@b.example"], "3 cells"), folders=[tmp_path])

    assert list(csv.reader(failed.path.read_text("utf-8-sig").splitlines()))[1] == ["Grimes", " Madden", "3 cells", "a@b.example"]


def test_reason_of_last_time_is_replaced(tmp_path):
    failed = fail("Error,Email\na,b\n", Failure(2, ["old", "b"], "new"), folders=[tmp_path])

    assert failed.path.read_text("utf-8-sig").splitlines() == ["Email,error", "b,new"]


@pytest.mark.parametrize(("cell", "written"), [("=1+1", "'=1+1"), ("'=1+1", "'=1+1"), ("''=1", "''=1"), ("'x", "'x"), ("", "")])
def test_what_a_spreadsheet_would_run_is_guarded_once(tmp_path, cell, written):
    failed = fail("Email,Phone\na,b\n", Failure(2, ["a", cell], "no luck"), folders=[tmp_path])

    assert failed.path.read_text("utf-8-sig").splitlines()[1] == f"a,{written},no luck"


def test_file_of_an_earlier_import_is_left_alone(tmp_path):
    (tmp_path / "leads-failed.csv").write_text("being mended")

    failed = fail("Email\na\n", Failure(2, ["a"], "no luck"), folders=[tmp_path])

    assert failed.path == tmp_path / "leads-failed-2.csv"
    assert (tmp_path / "leads-failed.csv").read_text() == "being mended"


def test_next_folder_is_taken_where_the_first_cannot_be_written_to(tmp_path):
    missing = tmp_path / "missing"

    assert fail("Email\na\n", Failure(2, ["a"], "no luck"), folders=[missing, tmp_path]).path == tmp_path / "leads-failed.csv"


def test_rows_are_counted_where_no_folder_can_be_written_to(tmp_path):
    failed = fail("Email\na\n", Failure(2, ["a"], "x"), Failure(3, ["b"], "x"), folders=[tmp_path / "missing"])

    assert (failed.path, failed.count) == (None, 2)


def test_mended_file_is_read_like_any_other(tmp_path):
    failed = fail("Last name;Phone\na;b\n", Failure(2, ["Zoë", "+1"], "no luck"), folders=[tmp_path])

    with failed.path.open("rb") as file:
        table = Table(file)
        assert (table.header, table.delimiter) == (["Last name", "Phone", "error"], ";")
        assert [record.cells for record in table] == [["Zoë", "'+1", "no luck"]]
