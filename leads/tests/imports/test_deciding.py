"""Columns by hand, double clicks, going back, two people at once."""

from leads.models import Lead
from leads.tests.imports.conftest import as_csv, people, work


def test_columns_that_nobody_recognises_are_settled_by_hand(importing):
    steps = importing()
    steps.upload("Nachname;Firma;Farbe;Wert\nMüller;Bäcker;rot;1\n")
    assert steps.now.mapping == ["answer"] * 4
    assert steps.settle(column_0="last_name", column_1="company", column_3="").status_code == 303
    steps.post("start")
    work()
    lead = Lead.objects.get()
    assert (lead.last_name, lead.company, lead.answers) == ("Müller", "Bäcker", [{"label": "Farbe", "value": "rot"}])


def test_two_columns_for_one_field_are_refused_at_the_second(importing):
    steps = importing()
    steps.upload("Name,Phone,Fax\nAda Byron,1,2\n")
    response = steps.settle(column_2="phone")
    assert response.status_code == 422
    assert "“Phone” is the Phone already. Only one column can be." in response.content.decode()
    assert steps.now.state == "mapping"


def test_columns_that_find_nobody_are_refused(importing):
    steps = importing()
    steps.upload("Name,Colour\nAda Byron,red\n")
    response = steps.settle(column_0="answer")
    assert response.status_code == 422
    assert "Say which column has the last name, the company, the email, the phone or the row’s ID." in response.content.decode()


def test_what_is_no_choice_is_refused(importing):
    steps = importing()
    steps.upload("Name\nAda Byron\n")
    assert steps.settle(column_0="password").status_code == 422
    assert steps.settle(listing="LS-0000-0000", marketplace="nowhere").status_code == 422


def test_a_double_click_on_start_imports_once(importing):
    steps = importing()
    steps.upload(as_csv(people(3)))
    steps.settle()
    version = steps.now.version
    assert [steps.post("start", version).status_code for _ in range(2)] == [303, 303]
    work()
    assert steps.post("start", version).status_code == 303
    work()
    assert (steps.counts, Lead.objects.count()) == ((3, 0, 0, 0), 3)


def test_a_double_click_on_the_columns_and_on_discard_is_one(importing):
    steps = importing()
    steps.upload("Name\nAda Byron\n")
    form = {"version": steps.now.version, "column_0": "full_name"}
    assert [steps.client.post(f"{steps.url}columns/", form).status_code for _ in range(2)] == [303, 303]
    version = steps.now.version
    assert [steps.post("discard", version).status_code for _ in range(2)] == [303, 303]
    assert "The file is discarded" in steps.page()
    work()
    assert (steps.now.state, steps.now.pieces.count()) == ("discarded", 0)


def test_going_back_to_the_columns_checks_the_file_again(importing):
    steps = importing()
    steps.upload("Name,Company\nAda Byron,Engines\nAda Byron,Looms\n")
    steps.settle()
    assert steps.now.expected["created"] == 2
    assert steps.client.get(f"{steps.url}columns/").status_code == 200
    steps.settle(column_1="")
    assert steps.now.expected == {"created": 1, "updated": 0, "unchanged": 1, "failed": 0}


def test_a_page_that_is_out_of_date_starts_nothing(importing):
    steps = importing()
    steps.upload("Name,Company\nAda Byron,Engines\n")
    steps.settle()
    seen = steps.now.version
    colleague = steps.client
    steps.settle(column_1="")
    response = colleague.post(f"{steps.url}start/", {"version": seen})
    assert response.status_code == 409
    assert "This import has gone on since the page was made." in response.content.decode()
    assert steps.now.state == "ready"


def test_two_people_who_settle_the_columns_differently_are_told_and_nothing_chosen_is_lost(importing):
    steps = importing()
    steps.upload("Name,Company\nAda Byron,Engines\n")
    seen = steps.now.version
    steps.settle()
    form = {"version": seen, "column_0": "last_name", "column_1": ""}
    response = steps.client.post(f"{steps.url}columns/", form)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody settled the columns differently in the meantime." in page
    assert '<option value="last_name" selected>' in page
    assert steps.now.mapping == ["full_name", "company"]


def test_a_form_without_a_version_decides_nothing(importing):
    steps = importing()
    steps.upload("Name\nAda Byron\n")
    steps.settle()
    for version in ("", "x", "-1", "9" * 30, "٣"):
        assert steps.client.post(f"{steps.url}start/", {"version": version}).status_code == 409
    assert steps.now.state == "ready"


def test_a_listing_that_is_offered_no_more_sends_back_to_the_columns(importing, cast):
    steps = importing("manager@cedar.example")
    listing = cast.listings["Aster Insights"]
    steps.upload("Name\nAda Byron\n")
    steps.settle(listing=listing.reference)
    listing.offerings.all().delete()
    steps.post("start")
    work()
    assert (steps.now.state, steps.counts) == ("mapping", (0, 0, 0, 0))
    response = steps.client.get(f"{steps.url}columns/")
    assert "“Aster Insights” is not offered any more." in response.content.decode()


def test_a_decision_about_columns_that_are_not_settled_leads_to_them(importing):
    steps = importing()
    steps.upload(as_csv(people(2)))

    answers = [steps.post("start"), steps.post("undo"), steps.post("discard", version=7)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(303, f"{steps.url}columns/")] * 3
    assert steps.now.state == "mapping"


def test_a_large_file_is_checked_by_the_worker(importing, settings):
    steps = importing()
    steps.upload(as_csv([[*row[:6], "x" * 12_000] for row in people(100)]))
    assert steps.settle().status_code == 303
    assert steps.now.state == "checking"
    assert "The file is being checked" in steps.page()
    work()
    assert (steps.now.state, steps.now.expected["created"]) == ("ready", 100)
