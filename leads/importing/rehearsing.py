"""A run that writes nothing, for `--dry-run` and a preview, and counts as the real one will."""

import json
import sqlite3
from contextlib import nullcontext

from django.utils import timezone

from leads.actions.receiving import TEXTS, new_lead
from leads.importing.writing import Writer
from leads.models import Lead, Source

STATE = [*TEXTS, "answers", "partner_id"]


class Rehearsal(Writer):
    """Remembers in a temporary file, which SQLite removes, what each lead would be by now: rows may repeat earlier ones.

    Close it when done.
    """

    transaction = nullcontext

    def __init__(self, known, *, name):
        super().__init__(known, name=name)
        self.memory = sqlite3.connect("")
        self.memory.execute("CREATE TABLE lead (key TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID")

    def close(self):
        self.memory.close()

    def source(self):
        return Source(partner=self.partner, kind=Source.Kind.FILE, name=self.name)

    def find(self, rows):
        found = super().find(rows)
        for lead in set(found.values()):
            for name, value in (self._recalled(lead.reference) or {}).items():
                setattr(lead, name, value)
        for identity in {row.identity for row in rows} - found.keys():
            if state := self._recalled(identity):
                found[identity] = self._lead(identity, state)
        return found

    def create(self, drafts):
        leads = [new_lead(draft, source=self.source(), status=draft.status, at=timezone.now()) for draft in drafts]
        for lead in leads:
            self._remember(lead)
        return leads

    def change(self, lead, changes):
        for name, value in changes.items():
            setattr(lead, name, value)
        self._remember(lead)

    def _lead(self, identity, state):
        return Lead(reference="", source=self.source(), identity=identity, **state)

    def _remember(self, lead):
        state = json.dumps({name: getattr(lead, name) for name in STATE})
        self.memory.execute("REPLACE INTO lead VALUES (?, ?)", [lead.reference or lead.identity, state])

    def _recalled(self, key):
        found = self.memory.execute("SELECT state FROM lead WHERE key = ?", [key]).fetchone()
        return json.loads(found[0]) if found else None
