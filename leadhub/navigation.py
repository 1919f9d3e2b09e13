"""The sidebar's links. Each app adds its own; which ones a person sees is the app's rule, not the template's."""

from collections.abc import Callable
from dataclasses import dataclass

from leadhub.slots import Slot


@dataclass(frozen=True)
class NavLink:
    """`label` is the link's exact text, `icon` a Lucide name, `url_name` where it leads.

    `visible_to(membership)` decides who sees it; `prefix` is the path under which the link is current.
    """

    label: str
    icon: str
    url_name: str
    prefix: str
    visible_to: Callable = lambda membership: True

    def is_current(self, path):
        return path.startswith(self.prefix)


sidebar = Slot()
