"""Things found by what people call them: exactly, else without case, accents and extra blanks."""

import difflib
from collections import defaultdict

from leadhub.text import same_words


class Names:
    """Things by their names: as written, else as folded where that is the name of one thing only."""

    def __init__(self, pairs):
        self.exact = defaultdict(set)
        self.folded = defaultdict(set)
        for name, thing in pairs:
            self.exact[name].add(thing)
            self.folded[same_words(name)].add(thing)

    def all(self, text):
        """The things of that name."""
        return self.exact.get(text.strip()) or self.folded.get(same_words(text)) or set()

    def get(self, text):
        """The thing of that name, or None where there is none or more than one."""
        found = self.all(text)
        return next(iter(found)) if len(found) == 1 else None

    def has(self, thing):
        """Whether any name is the thing's."""
        return any(thing in things for things in self.exact.values())

    def nearest(self, text):
        """The name that looks most like the text; "" where there are no names."""
        names = {same_words(name): name for name in self.exact}
        return next((names[name] for name in difflib.get_close_matches(same_words(text), names, n=1, cutoff=0)), "")
