from datetime import UTC, datetime

import pytest

from leads.importing.rows import Failure


def drafted(read, header, *cells, **options):
    """The draft of a file with this one row."""
    (row,) = read("\t".join(header) + "\n" + "\t".join(cells) + "\n", **options)
    return row.draft


def test_row_becomes_the_draft_of_a_lead(read, cast):
    text = (
        "Index,Lead Owner,First Name,Last Name,Company,Phone 1,Phone 2,Email,Title,Country,Source,Deal Stage,Notes,Created,Product,"
        "Marketplace\n"
        '1,hugo silva,Ada,Hopper,"Acme, Ltd",001-672x5610,+1-8,ada@b.example,CTO,ES,Fair,Contacted,"Call\nher",2026-11-20,'
        "managed backup,northwind\n"
    )

    (row,) = read(text)

    draft = row.draft
    assert (draft.first_name, draft.last_name, draft.company, draft.email) == ("Ada", "Hopper", "Acme, Ltd", "ada@b.example")
    assert (draft.phone, draft.job_title, draft.country, draft.source_text) == ("001-672x5610", "CTO", "ES", "Fair")
    assert (draft.listing, draft.marketplace) == (cast.listings["Managed Backup"], cast.marketplaces["northwind"])
    assert (draft.listing_text, draft.marketplace_text) == ("", "")
    assert (draft.status.slug, draft.owner) == ("contacted", cast.people["member@birch.example"])
    assert (draft.notes, draft.created_at) == (["Call\nher"], datetime(2026, 11, 20, tzinfo=UTC))
    assert draft.answers == [("Index", "1"), ("Phone 2", "+1-8")]
    assert (row.line, row.reference) == (2, "")


def test_words_that_name_nothing_known_are_kept(read):
    header = ["Deal Stage", "Email", "Lead Owner", "Account Id", "Product", "Marketplace"]
    draft = drafted(read, header, "Negotiation", "a@b.example", "Bethany Dixon", "7f", "Hammer", "Bazaar")

    assert (draft.status, draft.owner, draft.listing, draft.marketplace) == (None, None, None, None)
    assert (draft.listing_text, draft.marketplace_text) == ("Hammer", "Bazaar")
    assert draft.answers == [("Deal Stage", "Negotiation"), ("Lead Owner", "Bethany Dixon"), ("Account Id", "7f")]


def test_listing_and_marketplace_given_are_those_of_every_row(read, cast):
    listing, marketplace = cast.listings["Birch Ticket Desk"], cast.marketplaces["harbour"]
    text = "Email,Product,Marketplace\na@b.example,BIRCH TICKET DESK,harbour\nb@b.example,Managed Backup,Bazaar\n"

    drafts = [row.draft for row in read(text, listing=listing, marketplace=marketplace)]

    assert [(draft.listing, draft.marketplace, draft.listing_text, draft.marketplace_text) for draft in drafts] == [
        (listing, marketplace, "", ""),
        (listing, marketplace, "", ""),
    ]
    assert [draft.answers for draft in drafts] == [[], [("Product", "Managed Backup"), ("Marketplace", "Bazaar")]]


@pytest.mark.parametrize(
    ("whole", "names"),
    [("Ada Lovelace", ("Ada", "Lovelace")), (" Ana  de la Cruz ", ("Ana de la", "Cruz")), ("Cher", ("", "Cher"))],
)
def test_last_word_of_a_full_name_is_the_last_name(read, whole, names):
    draft = drafted(read, ["Full Name", "Email"], whole, "a@b.example")

    assert (draft.first_name, draft.last_name) == names
    assert draft.answers == []


def test_full_name_beside_the_others_is_kept_where_it_says_more(read):
    header = ["Name", "First name", "Last name"]

    assert drafted(read, header, "ada Hopper", "Ada", "Hopper").answers == []
    assert drafted(read, header, "Dr Ada Hopper", "Ada", "Hopper").answers == [("Name", "Dr Ada Hopper")]
    assert drafted(read, header, "Ada Hopper", "", "").last_name == "Hopper"


def test_guard_of_our_export_is_taken_off_every_cell(read):
    draft = drafted(read, ["Phone", "Company", "Last name", "Colour"], "'+1-532", "''=Acme", "'Hopper", "'@red")

    assert (draft.phone, draft.company, draft.last_name, draft.answers) == ("+1-532", "'=Acme", "'Hopper", [("Colour", "@red")])


def test_missing_cells_are_blank_and_blank_cells_are_no_answers(read):
    rows = read("Email,Colour,Notes\na@b.example\nb@b.example, ,\nc@b.example,red,,,\n")

    assert [(row.draft.email, row.draft.answers, row.draft.notes) for row in rows] == [
        ("a@b.example", [], []),
        ("b@b.example", [], []),
        ("c@b.example", [("Colour", "red")], []),
    ]


def test_cell_beyond_the_header_is_refused(read):
    rows = read("Company,Email\nAcme,a@b.example\nGrimes, Madden and Huff,b@b.example\n")

    assert rows[1] == Failure(3, ["Grimes", " Madden and Huff", "b@b.example"], "3 cells, but the header has 2")


def test_date_that_is_none_is_refused(read):
    (row,) = read("Email,Created\na@b.example,soon\n")

    assert row == Failure(2, ["a@b.example", "soon"], "“soon” is not a date such as 2026-11-22")


def test_our_reference_is_read_as_people_type_it(read):
    rows = read("Lead ID,Email\n ld-7k3m-9qOl ,a@b.example\nLD-7K3M,b@b.example\nx,c@b.example\n")

    assert [row.reference for row in rows] == ["LD-7K3M-9Q01", "", ""]


def test_number_of_notes_in_our_export_is_no_note(read):
    (row,) = read("Lead ID,Email,Listing type,Distributor,Updated,Notes\nLD-1,a@b.example,App,Cedar,2026-11-22,3\n")

    assert (row.draft.notes, row.draft.answers) == ([], [("Lead ID", "LD-1")])
