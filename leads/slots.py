"""Where rooms above add to a lead's page: buttons in its head, and sections beside its data.

An entry is a function of (membership, lead) that answers with a LeadPart, or None where there is nothing for this person.
An entry of `lead_uses` is a function of lead ids that answers with those that something was made of: an import's Undo leaves
them where they are.
"""

from dataclasses import dataclass, field

from leadhub.slots import Slot


@dataclass(frozen=True)
class LeadPart:
    """A template and what it needs, as `part`."""

    template: str
    context: dict = field(default_factory=dict)


lead_actions = Slot()
lead_sections = Slot()
lead_uses = Slot()


def parts_of(slot, membership, lead):
    """What the rooms above show to this person of this lead."""
    return [part for entry in slot if (part := entry(membership, lead))]


def used_among(leads):
    """Those of these lead ids that something was made of."""
    return {pk for entry in lead_uses for pk in entry(leads)}
