"""A name finds its thing, or says what looks most like it."""

from leadhub.names import Names


def test_name_is_found_as_written_then_folded_and_only_where_it_is_one():
    names = Names([("Café", 1), ("CAFE", 2), ("Bar", 3)])

    assert [names.get(text) for text in ("Café", "CAFE", "cafe", " bar ", "BÁR", "x", "")] == [1, 2, None, 3, 3, None, None]
    assert names.all("cafe") == {1, 2}


def test_nearest_name_is_named_however_far():
    names = Names([("Managed Backup", 1), ("Birch Ticket Desk", 2)])

    assert names.nearest("manged backups") == "Managed Backup"
    assert names.nearest("desk") == "Birch Ticket Desk"
    assert Names([]).nearest("desk") == ""
