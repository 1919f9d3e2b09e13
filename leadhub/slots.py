"""Slots: how a room above adds to a room below without the lower one knowing it.

The lower room makes a `Slot`; the upper one fills it in its `AppConfig.ready`. Nothing else is passed upwards.
"""


class Slot:
    """An ordered list of entries that other apps add to at start-up."""

    def __init__(self):
        self._entries = []

    def add(self, entry, *, position=50):
        """Add an entry; entries with a lower position come first. Adding the same entry twice adds it once."""
        if entry not in [known for _, known in self._entries]:
            self._entries.append((position, entry))
            self._entries.sort(key=lambda pair: pair[0])
        return entry

    def __iter__(self):
        return iter([entry for _, entry in self._entries])
