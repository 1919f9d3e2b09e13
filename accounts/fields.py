"""Form fields of the profile: a person's name, and a time zone chosen by its city."""

import re
import zoneinfo
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from leadhub.text import REPLACEMENT, one_line

# Embeddings, overrides and isolates: they turn the text around them, and come along unseen when a name is pasted.
DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The regions of the world; the rest of the database is old names for the same zones.
REGIONS = ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]


class NameField(forms.CharField):
    """One line that can be stored and seen. Too long a name is told, not cut off while it is pasted."""

    def __init__(self, *, max_length, **kwargs):
        super().__init__(**kwargs)
        self.most = max_length

    def to_python(self, value):
        name = one_line(DIRECTION_MARKS.sub("", super().to_python(value)))
        return name if any(character.isprintable() for character in name) else ""

    def run_validators(self, value):
        if REPLACEMENT in value:
            raise ValidationError(_("The name has a character that cannot be kept. Type it anew."))
        if len(value) > self.most:
            message = ngettext_lazy(
                "A name has at most %(most)d character; this one has %(length)d.",
                "A name has at most %(most)d characters; this one has %(length)d.",
                "most",
            )
            raise ValidationError(message, params={"most": self.most, "length": len(value)})


class TimeZoneField(forms.ChoiceField):
    """The cities under their region, each option beginning with its city: typing "mad" finds Madrid."""

    def __init__(self, **kwargs):
        super().__init__(choices=time_zones, **kwargs)

    def offer(self, name):
        """Keep a zone that is set already choosable, under whatever old name it was set."""
        if name and name not in {zone for _region, zones in time_zones()[1:] for zone, _city in zones} | {"UTC"}:
            self.choices = [(name, name), *time_zones()]


@cache
def time_zones():
    """Choices by region. Read once: looking through the time zone database takes a while."""
    by_region = {region: [] for region in REGIONS}
    for name in zoneinfo.available_timezones():
        region, _slash, place = name.partition("/")
        if region in by_region:
            by_region[region].append((name, _city_first(place)))
    return [("UTC", "UTC"), *((region, sorted(zones, key=lambda zone: zone[1])) for region, zones in by_region.items() if zones)]


def _city_first(place):
    """ "Argentina/Buenos_Aires" as "Buenos Aires, Argentina"."""
    return ", ".join(reversed(place.replace("_", " ").split("/")))
