"""Which rows there are to work on. Each room adds its own in `AppConfig.ready`; nothing here knows what the work is."""

from collections.abc import Callable
from dataclasses import dataclass

from leadhub.slots import Slot


@dataclass(frozen=True)
class Queue:
    """Rows of one model and what is done with each.

    `rows()` gives the queryset. `run(row)` does the work, opens its own transactions and leaves the columns of `Leased`
    alone; it returns nothing, or the moment from which there is more to do. What takes long calls `leases.extend(row)` and
    `leases.give_way(row)` between its pieces, so that `lease`, in seconds, only has to outlast one of them. A row that fails
    is tried again after `first_pause` seconds, then twice as many, up to `longest_pause`; after `most_attempts` it is left
    alone with its error.
    """

    name: str
    rows: Callable
    run: Callable
    lease: int = 120
    most_attempts: int = 10
    first_pause: int = 5
    longest_pause: int = 3600

    def pause_after(self, attempts):
        """Seconds until the next attempt."""
        return min(self.first_pause * 2 ** (attempts - 1), self.longest_pause)


queues = Slot()
