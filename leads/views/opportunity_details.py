"""What a lead answered (C-06, C-09): the fields of its own version of the template in their order, then whatever else came."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from leadhub.templatetags.ui import mail_link, phone_link
from leads.answers.text import readable
from leads.answers.types import shown
from leads.models import Lead, Source


@dataclass(frozen=True)
class Answer:
    """A question as it was asked, and the answer as it is stored; blank where nothing was answered."""

    label: str
    type: str
    value: str

    @property
    def shown(self):
        return shown(self.type, self.value)

    @property
    def choices(self):
        """Several choices, each alone."""
        return self.value.splitlines() if self.type == "choices" else []

    @property
    def link(self):
        """Where the answer leads, for the types that lead somewhere; nothing for what only looks like it."""
        links = {"email": mail_link, "phone": phone_link, "url": _web_link}
        return links[self.type](self.value) if self.type in links else ""

    @property
    def opens_elsewhere(self):
        return self.type == "url"


@dataclass(frozen=True)
class OpportunityDetails:
    """Of one lead. `version` is the TemplateVersion that it came with, or None."""

    lead: Lead

    @property
    def version(self):
        return self.lead.template_version

    @cached_property
    def _told_apart(self):
        """(by key: the first answer to each field of the version, all others in their order)."""
        keys = {field.key for field in self.version.fields} if self.version else set()
        asked, others = {}, []
        for answer in readable(self.lead.answers):
            if answer["key"] in keys and answer["key"] not in asked:
                asked[answer["key"]] = answer
            else:
                others.append(answer)
        return asked, others

    @property
    def asked(self):
        """Every field of the version, with its label and type of that time."""
        given = self._told_apart[0]
        fields = self.version.fields if self.version else []
        return [Answer(field.label, field.type, given.get(field.key, {"value": ""})["value"]) for field in fields]

    @property
    def others(self):
        return [Answer(answer["label"], answer["type"], answer["value"]) for answer in self._told_apart[1]]

    @property
    def heading_of_others(self):
        if self.version:
            return _("What else came")
        if self.lead.source and self.lead.source.kind == Source.Kind.FILE:
            return _("Other columns of the file")
        return _("What came with it")


def _web_link(text):
    """The text itself where it is an address on the web, which no hand-made `javascript:` is."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""
