"""What happened to a lead, written down as the actions would have: every change is one history row (PRODUCT §7)."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import User
from leads.actions.recording import entry
from leads.actions.undoing import UNDO_FOR
from leads.demo.places import read_words
from leads.demo.rhythm import WorkingHours, instant
from leads.models import HistoryEntry, Note

Kind = HistoryEntry.Kind


@dataclass(frozen=True)
class Colleague:
    """One of a partner's staff, with the hours in which they work."""

    user: User
    hours: WorkingHours


class Story:
    """An unsaved lead's life so far. `moves` maps each status to those that may follow, by slug.

    `leads.actions` changes one stored lead a query at a time; this changes leads that are not stored yet, so that a
    thousand can be stored at once. A test replays the history of every lead and compares.
    """

    def __init__(self, lead, *, moves, by):
        self.lead, self.moves = lead, moves
        self.notes, self.history, self.said = [], [], set()
        self._record(Kind.RECEIVED, by=by, at=lead.created_at, to_status=lead.status, to_text=lead.status.name)

    def may(self, slug):
        """Whether the lead may move there now."""
        return slug in self.moves[self.lead.status]

    def move(self, slug, *, by, at, is_undo=False, reason=""):
        before, to = self.lead.status, self.moves[self.lead.status][slug]
        ends = {"from_status": before, "to_status": to, "from_text": before.name, "to_text": to.name}
        self._change(Kind.MOVED, by=by, at=at, status=to, told={**ends, "is_undo": is_undo, "reason": reason})

    def refuse(self, reason, *, by, at):
        self.move("invalid", by=by, at=at, reason=reason)

    def follow_up_in(self, days, *, by, at):
        """On a working day about so many days from now."""
        day = at.date() + timedelta(days=days)
        day += timedelta(days=8 - day.isoweekday()) if day.isoweekday() > 5 else timedelta()
        self._change(Kind.FOLLOW_UP, by=by, at=at, follow_up_on=day, told={"to_text": day.isoformat()})

    def move_back(self, slug, *, by, at):
        """Undo while that is possible, later a move like any other."""
        self.move(slug, by=by, at=at, is_undo=at - self.lead.updated_at <= UNDO_FOR)

    def assign(self, owner, *, by, at):
        before = self.lead.owner
        ends = {"from_owner": before, "to_owner": owner, "from_text": str(before or ""), "to_text": str(owner or "")}
        self._change(Kind.ASSIGNED, by=by, at=at, owner=owner, told=ends)

    def learn_phone(self, phone, *, by, at):
        self._change(Kind.EDITED, by=by, at=at, phone=phone, told={"changes": {"phone": [self.lead.phone, phone]}})

    def delete(self, *, by, at):
        self._change(Kind.DELETED, by=by, at=at, deleted_at=at, deleted_by_name=str(by))

    def restore(self, *, by, at):
        is_undo = at - self.lead.deleted_at <= UNDO_FOR
        self._change(Kind.RESTORED, by=by, at=at, deleted_at=None, deleted_by_name="", told={"is_undo": is_undo})

    def note(self, body, *, by, at):
        """A note changes the lead's count and time, not its version."""
        note = Note(lead=self.lead, author=by, author_name=str(by), body=body, created_at=at)
        self.notes.append(note)
        self.lead.note_count += 1
        self.lead.updated_at = at
        self._record(Kind.NOTED, by=by, at=at, note=note)

    def say(self, stage, chance, *, by, at):
        """A note that fits the stage, none twice."""
        phrase = chance.choice([text for text in read_words()["notes"][stage] if text not in self.said])
        self.said.add(phrase)
        lead = self.lead
        company = lead.company or "the company"
        who = lead.first_name or lead.last_name or company
        self.note(phrase.format(who=who, company=company, listing=lead.listing_name or "our offer"), by=by, at=at)

    def _change(self, kind, *, by, at, told=None, **changes):
        for name, value in changes.items():
            setattr(self.lead, name, value)
        self.lead.version += 1
        self.lead.updated_at = at
        self._record(kind, by=by, at=at, **(told or {}))

    def _record(self, kind, *, by, at, **details):
        self.history.append(entry(self.lead, kind, by=by, at=at, **details))


def tell(story, beats, *, since, until):
    """Let the beats happen, each in its colleague's working hours after the one before, until time is up.

    A beat is (colleague, seconds of work, what to do, its arguments). Moments are seconds since 1970. A colleague of
    None means: nothing happens before that moment.
    """
    at = since
    for colleague, work, act, *details in beats:
        if colleague is None:
            at = max(at, work)
            continue
        at = colleague.hours.after(at, work)
        if at >= until:
            return
        act(*details, by=colleague.user, at=instant(at))
