"""The links of the sidebar and of the settings. Each app adds its own; which ones a person sees is its rule, not the template's."""

from collections.abc import Callable
from dataclasses import dataclass

from leadhub.slots import Slot


@dataclass(frozen=True)
class NavLink:
    """`label` is the link's exact text, `icon` a Lucide name, `url_name` where it leads.

    `visible_to(membership)` decides who sees it; `prefix` is the path under which the link is current. `waiting(membership)`
    is the number that stands beside it, None for none; it is asked only where the link is drawn with it.
    """

    label: str
    icon: str
    url_name: str
    prefix: str
    visible_to: Callable = lambda membership: True
    waiting: Callable = lambda membership: None

    def is_current(self, path):
        return path.startswith(self.prefix)


sidebar = Slot()
# The pages under /settings/, which share a navigation of their own (templates/settings/page.html).
settings_pages = Slot()
# Further pages of a person's own, linked from their profile.
profile_pages = Slot()


def links_for(slot, membership, path):
    """[(link, is it the current one?)] of what this membership may see; nothing for whoever acts for nobody."""
    return [(link, link.is_current(path)) for link in slot if membership and link.visible_to(membership)]
