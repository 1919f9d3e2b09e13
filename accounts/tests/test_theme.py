import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("chosen", "shown"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("", "auto"), ('"><script>', "auto")]
)
def test_chosen_colours_hold_on_every_page_signed_in_or_not(db, chosen, shown):
    client = Client()
    assert client.post("/accounts/theme/", {"theme": chosen, "next": "/accounts/login/"}).url == "/accounts/login/"
    assert f'data-theme="{shown}"' in client.get("/accounts/login/").content.decode()


def test_colours_go_back_to_those_of_the_machine(db):
    client = Client()
    client.post("/accounts/theme/", {"theme": "dark"})
    client.post("/accounts/theme/", {"theme": "auto"})
    assert client.cookies["theme"].value == ""


def test_cookie_with_nonsense_is_shown_as_the_machine_says(db):
    client = Client()
    client.cookies["theme"] = '"onload=x'
    assert 'data-theme="auto"' in client.get("/accounts/login/").content.decode()
