"""What a request says of its own encoding is anybody's to write: no word of it brings LeadHub down."""

import pytest
from django.test import Client

from leadhub.encoding import ReadableEncoding, is_readable

FORM = b'--x\r\nContent-Disposition: form-data; name="last_name"\r\n\r\n\xff%41\r\n--x--\r\n'
NO_TEXT = ["charset=rot13", "charset=hex", "charset=idna", "charset=punycode", "charset=undefined"]
NO_TEXT += ["charset*=zz''%ff", "charset*=utf-8''a%00b"]


@pytest.fixture
def client():
    """As a server hands requests over: through the door of leadhub.wsgi."""
    client = Client()
    django = client.handler
    client.handler = lambda environ: ReadableEncoding(lambda said, start: django(said))(environ, None)
    return client


@pytest.mark.parametrize("encoding", [*NO_TEXT, "charset=utf-8"])
def test_an_address_is_read_whatever_the_encoding_is_said_to_be(db, client, encoding):
    assert client.get("/accounts/login/?next=%41", CONTENT_TYPE=f"text/plain; {encoding}").status_code == 200


@pytest.mark.parametrize("encoding", NO_TEXT)
def test_a_form_that_cannot_be_read_is_a_form_without_answers(client, make_template, encoding):
    url = f"/forms/{make_template().slug}/?listing=%41"
    assert client.generic("POST", url, FORM, f"multipart/form-data; boundary=x; {encoding}").status_code == 422


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "us-ascii", "iso-8859-1", "windows-1252", "utf-16", "no-such-encoding", ""])
def test_text_encodings_are_left_alone(encoding):
    assert is_readable(f"multipart/form-data; boundary=x; charset={encoding}")


def test_the_server_comes_in_by_that_door():
    from leadhub.wsgi import application

    assert isinstance(application, ReadableEncoding)
