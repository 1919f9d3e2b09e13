"""Sessions as a browser holds them, and their end."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client


def session_of(person, url):
    """The cookie of somebody who has signed in at this address."""
    client = Client()
    client.force_login(person)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": url}


def end_all_sessions():
    Session.objects.all().delete()
