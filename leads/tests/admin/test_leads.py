"""Leads of all partners in the hands of an operator."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadhub.tests.admin_forms import cost, problems
from leads.actions import add_note, delete_lead, edit_lead
from leads.admin import leads as lead_admin
from leads.admin.forms import CONTACT
from leads.models import Lead

LIST = "/admin/leads/lead/"


@pytest.fixture
def ada(make_lead):
    return make_lead(first_name="Ada", last_name="Byron", company="Engines", email="ada@engines.example", listing="Aster Invoicing")


def shown(client, **query):
    """The names in the list, from top to bottom."""
    return [lead.name for lead in client.get(LIST, query).context["cl"].result_list]


def page(lead):
    return reverse("admin:leads_lead_change", args=[lead.pk])


def save(client, lead, **changes):
    """Save the lead's page as it is but for the changes; None leaves a field out."""
    fields = {name: getattr(lead, name) for name in CONTACT} | {"shown_version": lead.version}
    return client.post(page(lead), {name: value for name, value in (fields | changes).items() if value is not None})


def history(lead):
    return [(entry.kind, entry.actor_name, entry.version, entry.changes) for entry in lead.history.order_by("pk")[1:]]


def choose(client, action, *leads, query="", **more):
    """Run an action on these leads of a list and return what the next page says."""
    answer = client.post(LIST + query, {"action": action, "_selected_action": [lead.pk for lead in leads]} | more, follow=True)
    return [str(message) for message in answer.context["messages"]]


# --- the list -------------------------------------------------------------------------------------


def test_list_has_the_leads_of_all_partners_newest_first(operator, make_lead):
    make_lead(last_name="First", partner="aster", listing="Aster Invoicing")
    make_lead(last_name="Second", partner="birch", listing="Managed Backup")
    make_lead(last_name="Third", partner="cedar")
    assert shown(operator) == ["Third", "Second", "First"]


@pytest.mark.parametrize("words", ["muller", "MÜLLER", "zoe muller", "50%_", "ENGINES", "invoicing", "zoe@"])
def test_search_folds_and_is_literal_as_on_the_leads_page(operator, make_lead, words):
    make_lead(first_name="Zoë", last_name="Müller", company="50%_ Engines", email="zoe@e.example", listing="Aster Invoicing")
    make_lead(first_name="Otto", last_name="Mill", company="50 a", phone="muller invoicing engines")
    assert shown(operator, q=words) == ["Zoë Müller"]


def test_search_finds_a_lead_by_its_reference_as_people_type_it(operator, ada, make_lead):
    make_lead(last_name="Other")
    assert shown(operator, q=f" {ada.reference.lower()} ") == ["Ada Byron"]


def test_deleted_leads_are_listed_only_where_asked_for(operator, make_lead, cast):
    gone, _ = make_lead(last_name="Gone"), make_lead(last_name="Here")
    delete_lead(gone, by=cast.people["member@aster.example"], version=1)
    assert (shown(operator), shown(operator, deleted="yes"), shown(operator, deleted="any")) == (
        ["Here"],
        ["Gone"],
        ["Here", "Gone"],
    )


def test_equal_statuses_of_several_workflows_are_one_choice(operator, make_lead):
    make_lead(last_name="Fresh", status="new")
    make_lead(last_name="Called", status="contacted")
    choices = operator.get(LIST).context["cl"].filter_specs[0].lookup_choices
    assert sorted(slug for slug, _name in choices) == [
        "contacted",
        "delivered",
        "invalid",
        "new",
        "pending",
        "purchased",
        "qualified",
    ]
    assert shown(operator, status="contacted") == ["Called"]


def test_list_filters_by_kind_marketplace_and_partner(operator, make_lead, cast):
    make_lead(last_name="App", listing="Aster Invoicing", marketplace="northwind")
    make_lead(last_name="Service", listing="Managed Backup", marketplace="harbour", partner="birch")
    assert shown(operator, listing_kind__exact="service") == ["Service"]
    assert shown(operator, marketplace__id__exact=cast.marketplaces["northwind"].pk) == ["App"]
    assert shown(operator, partner__id__exact=cast.partners["birch"].pk) == ["Service"]


def test_script_in_a_name_is_text(operator, make_lead):
    lead = make_lead(first_name="<script>alert(1)</script>", answers=[("<b>Budget</b>", "<i>none</i>")])
    for url in (LIST, page(lead)):
        assert "<script>alert(1)" not in operator.get(url).content.decode()
    assert "&lt;b&gt;Budget&lt;/b&gt;</strong>: &lt;i&gt;none&lt;/i&gt;" in operator.get(page(lead)).content.decode()


def test_list_never_counts_all_leads_and_is_ordered_by_the_primary_key(operator, ada):
    with CaptureQueriesContext(connection) as asked:
        operator.get(LIST)
        operator.get(LIST, {"q": "ada", "status": "new"})
    about_leads = [query["sql"] for query in asked if 'FROM "leads_lead"' in query["sql"]]
    counting = [sql for sql in about_leads if "COUNT(" in sql]
    assert len(counting) == 2
    assert all("LIMIT 10001" in sql for sql in counting), counting
    listing = [sql for sql in about_leads if "ORDER BY" in sql]
    assert [sql.split("ORDER BY")[1].split("LIMIT")[0].strip() for sql in listing] == ['"leads_lead"."id" DESC'] * 2


def test_long_list_says_that_there_are_more_than_it_counted(operator, make_lead, monkeypatch):
    monkeypatch.setattr("leadhub.admin_pages.MOST_COUNTED", 3)
    monkeypatch.setattr(lead_admin.LeadAdmin, "list_per_page", 2)
    for number in range(4):
        make_lead(last_name=f"L{number}")
    first, last = operator.get(LIST), operator.get(LIST, {"p": 2})
    assert "3+ leads" in first.content.decode()
    assert [lead.name for lead in last.context["cl"].result_list] == ["L1"]


def test_list_costs_the_same_with_thirty_more_leads(operator, make_lead, cast):
    def make(number):
        place = "cedar-store" if number % 2 else "northwind"
        make_lead(
            last_name=f"L{number}", listing="Aster Field Service", marketplace=place, owner="member@aster.example", notes=["n"]
        )

    make(0)
    before = cost(operator, LIST)
    for number in range(30):
        make(number)
    assert cost(operator, LIST) == before


# --- one lead -------------------------------------------------------------------------------------


def test_change_of_contact_details_leaves_one_history_row_and_counts_as_a_version(operator, ada):
    answer = save(operator, ada, last_name=" Lovelace", phone="+44 20 7946 0001")
    assert (answer.status_code, answer.url) == (302, LIST)
    ada.refresh_from_db()
    assert (ada.name, ada.phone, ada.version) == ("Ada Lovelace", "+44 20 7946 0001", 2)
    assert history(ada) == [("edited", "Olga Petrova", 2, {"last_name": ["Byron", "Lovelace"], "phone": ["", "+44 20 7946 0001"]})]
    assert (shown(operator, q="lovelace"), shown(operator, q="byron")) == (["Ada Lovelace"], [])


def test_saving_without_a_change_changes_nothing(operator, ada):
    assert save(operator, ada).status_code == 302
    assert (Lead.objects.get().version, history(ada)) == (1, [])


def test_a_name_stays_one_line(operator, ada):
    save(operator, ada, company="Engines\u2028Ltd")
    assert Lead.objects.get().company == "Engines Ltd"


def test_stale_save_is_refused_in_words_and_overwrites_nothing(operator, ada, cast):
    edit_lead(Lead.objects.get(), {"phone": "1"}, by=cast.people["member@aster.example"], version=1)
    answer = save(operator, ada, last_name="Lovelace")
    who_did_what, what_now = (
        "Ben Okafor changed the details of Ada Byron in the meantime. Your change was not made.",
        "Open the lead again and make your change there.",
    )
    assert (answer.status_code, problems(answer)) == (409, [f"{who_did_what} Nothing is saved. {what_now}"])
    assert 'value="Lovelace"' in answer.content.decode()
    lead = Lead.objects.get()
    assert (lead.last_name, lead.phone, lead.version) == ("Byron", "1", 2)


@pytest.mark.parametrize("version", [None, "", "0", "9999999999999999999", "two"])
def test_save_without_a_true_version_is_refused(operator, ada, version):
    assert save(operator, ada, shown_version=version, last_name="Lovelace").status_code == 409
    assert (Lead.objects.get().last_name, history(ada)) == ("Byron", [])


def test_deleted_lead_is_shown_and_a_form_that_was_open_is_refused_in_words(operator, ada, cast):
    delete_lead(Lead.objects.get(), by=cast.people["member@aster.example"], version=1)
    assert 'name="last_name"' not in operator.get(page(ada)).content.decode()
    for version in (1, 2):
        answer = save(operator, ada, shown_version=version, last_name="Lovelace")
        assert (answer.status_code, problems(answer)[0][:39]) == (409, "Ben Okafor deleted Ada Byron in the mea")
    assert (Lead.objects.get().last_name, Lead.objects.get().version) == ("Byron", 2)


def test_what_actions_keep_cannot_be_set_by_hand(operator, ada, cast):
    before = Lead.objects.filter(pk=ada.pk).values().get()
    partners, person = cast.partners, cast.people["member@aster.example"]
    forged = {
        "reference": "LD-0000-0000",
        "status": 3,
        "owner": person.pk,
        "partner": partners["birch"].pk,
        "listing": "",
        "version": 7,
    }
    forged |= {"distributor": partners["cedar"].pk, "listing_name": "x", "identity": "x", "search_text": "x", "last_name_key": "x"}
    forged |= {"created_at_0": "2020-01-01", "created_at_1": "00:00", "deleted_by_name": "x", "note_count": 7, "answers": "[]"}
    assert save(operator, ada, **forged).status_code == 302
    assert Lead.objects.filter(pk=ada.pk).values().get() == before


def test_page_of_a_lead_leads_to_its_notes_and_history(operator, ada, make_lead, cast):
    add_note(ada, "Wants a call.", by=cast.people["member@aster.example"])
    make_lead(last_name="Other", notes=["Another."])
    content = operator.get(page(ada)).content.decode()
    links = [f"/admin/leads/{model}/?lead__id__exact={ada.pk}" for model in ("note", "historyentry")]
    assert [f'<a href="{link}">' in content for link in links] == [True, True]
    assert [operator.get(link).context["cl"].result_count for link in links] == [1, 2]


# --- several leads --------------------------------------------------------------------------------


def test_selected_leads_are_deleted_and_restored_with_exact_counts(operator, make_lead, cast):
    one, two, three = (make_lead(last_name=name) for name in ("One", "Two", "Three"))
    delete_lead(three, by=cast.people["member@aster.example"], version=1)
    assert choose(operator, "delete_leads", one, two, three, query="?deleted=any") == ["2 leads are deleted."]
    assert (shown(operator), Lead.objects.count()) == ([], 3)
    assert history(one) == [("deleted", "Olga Petrova", 2, None)]
    assert choose(operator, "restore_leads", one, three, query="?deleted=yes") == ["2 leads are back."]
    assert (shown(operator), history(three)[-1][:2]) == (["Three", "One"], ("restored", "Olga Petrova"))
    assert choose(operator, "restore_leads", one, query="?deleted=any") == ["0 leads are back."]


def test_more_leads_than_one_act_may_touch_are_left_alone(operator, make_lead, monkeypatch):
    monkeypatch.setattr(lead_admin, "MOST_AT_ONCE", 2)
    leads = [make_lead(last_name=f"L{number}") for number in range(3)]
    told = choose(operator, "delete_leads", leads[0], select_across="1")
    assert told == ["At most 1,000 leads at once. Filter or search further.", "0 leads are deleted."]
    assert len(shown(operator)) == 3
