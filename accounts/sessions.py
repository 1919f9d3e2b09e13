"""Sessions in the database, as Django keeps them, for keys that could be one."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """A cookie may hold anything; PostgreSQL cannot even be asked for some of it (a NUL). Such a visitor is signed out."""

    def _validate_session_key(self, key):
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
