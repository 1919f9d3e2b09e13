from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from accounts.demo import PASSWORD, PEOPLE
from accounts.models import Partner, User
from leads.demo import seeding
from leads.models import Lead

TABLE = """\
E-mail                    Password      Partner             Roles
admin@aster.example       leadhub-demo  Aster Apps          Administrator
member@aster.example      leadhub-demo  Aster Apps          Member
sales@aster.example       leadhub-demo  Aster Apps          Sales support
viewer@aster.example      leadhub-demo  Aster Apps          Viewer
resellers@aster.example   leadhub-demo  Aster Apps          Reseller manager
both@aster.example        leadhub-demo  Aster Apps          Sales support, Reseller manager
admin@birch.example       leadhub-demo  Birch Services      Administrator
member@birch.example      leadhub-demo  Birch Services      Member
manager@cedar.example     leadhub-demo  Cedar Distribution  Administrator
reseller@dahlia.example   leadhub-demo  Dahlia Resale       Reseller
operator@leadhub.example  leadhub-demo                      Operator, at /admin/
"""


@pytest.fixture
def run(db):
    """`run("--leads", "5")` gives what the command prints."""

    def command(*arguments):
        out = StringIO()
        call_command("seed_demo", *arguments, stdout=out)
        return out.getvalue()

    return command


def test_the_demo_is_seeded_and_says_who_can_sign_in(run):
    printed = run("--leads", "5", "--seed", "3")
    assert printed.startswith(TABLE)
    assert printed.removeprefix(TABLE).startswith("Leads: 5, with notes: ")
    assert Lead.objects.count() == 5


def test_who_is_printed_can_sign_in(run):
    run("--leads", "0")
    for email in PEOPLE:
        assert Client().login(email=email, password=PASSWORD), email
    operator = User.objects.get(email="operator@leadhub.example")
    assert (operator.is_staff, operator.is_superuser, operator.check_password(PASSWORD)) == (True, True, True)


def test_six_hundred_leads_are_the_default(run):
    run()
    assert Lead.objects.count() == 600


def test_the_seed_decides_which_leads_there_are(run):
    def references(*arguments):
        with transaction.atomic():
            run("--leads", "8", *arguments)
            found = set(Lead.objects.values_list("reference", flat=True))
            transaction.set_rollback(True)
        return found

    assert references() == references("--seed", "1")
    assert references() & references("--seed", "4") == set()


def test_a_database_with_the_demo_is_refused_and_nothing_is_written(run):
    run("--leads", "3")
    with pytest.raises(CommandError, match="The demo is here already; nothing was written") as refusal:
        run("--leads", "3")
    assert refusal.value.returncode == 2
    assert Lead.objects.count() == 3


def test_a_database_with_other_data_is_refused_and_nothing_is_written(run):
    Partner.objects.create(slug="elder", name="Elder Apps", kind="vendor")
    with pytest.raises(CommandError, match="This database has data already; nothing was written") as refusal:
        run()
    assert refusal.value.returncode == 2
    assert (Partner.objects.count(), User.objects.count(), Lead.objects.count()) == (1, 0, 0)


def test_if_empty_seeds_an_empty_database(run):
    assert run("--if-empty", "--leads", "2").startswith(TABLE)
    assert Lead.objects.count() == 2


def test_if_empty_says_who_can_sign_in_to_the_demo_that_is_there(run):
    run("--leads", "2")
    assert run("--if-empty") == TABLE
    assert Lead.objects.count() == 2


def test_if_empty_names_nobody_who_was_turned_off(run):
    run("--leads", "0")
    User.objects.filter(email="viewer@aster.example").update(is_active=False)
    User.objects.filter(email="reseller@dahlia.example").delete()
    gone = ("viewer@", "reseller@")
    assert run("--if-empty") == "".join(line for line in TABLE.splitlines(keepends=True) if not line.startswith(gone))


def test_if_empty_leaves_other_data_alone(run):
    Partner.objects.create(slug="elder", name="Elder Apps", kind="vendor")
    assert run("--if-empty") == "This database has data already: it is left as it is, without demo data.\n"
    assert (Partner.objects.count(), User.objects.count()) == (1, 0)


@pytest.mark.parametrize("arguments", [[], ["--if-empty"]])
def test_a_demo_whose_run_was_stopped_is_refused(run, arguments):
    run("--leads", "2")
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="Only a part of the demo is here") as refusal:
        run(*arguments)
    assert refusal.value.returncode == 2


@pytest.mark.parametrize("number", ["-1", "many", "1.5", "²", ""])
def test_a_number_that_is_none_is_refused(run, number):
    with pytest.raises(CommandError, match="a whole number of leads is needed"):
        run("--leads", number)
    assert not Partner.objects.exists()


def test_progress_is_shown_on_a_terminal_alone(db, monkeypatch):
    class Terminal(StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(seeding, "BATCH", 2)
    terminal = Terminal()
    call_command("seed_demo", "--leads", "5", stdout=StringIO(), stderr=terminal)
    assert terminal.getvalue() == "\r2 leads\r4 leads\r5 leads\n"
