"""What a marketplace's message says, before LeadHub decides what it becomes."""

from dataclasses import dataclass, field
from datetime import datetime

CONTACT = ("first_name", "last_name", "company", "email", "phone", "job_title", "country")


class Unreadable(Exception):
    """The message cannot be understood; `str()` is the reason in words, for the quarantine."""


@dataclass(frozen=True)
class Message:
    """A raw request as it was stored: its content type (without parameters), its character set if named, and its body."""

    body: bytes
    content_type: str = ""
    charset: str = ""


@dataclass(frozen=True)
class Reply:
    """What a format's sender expects to hear. `url` is where a form asks to go next: followed only to hosts that the source
    allows. With `is_page` a visitor's browser may be listening, and gets a page of thanks."""

    json: dict | None = None
    url: str = ""
    is_page: bool = False


@dataclass
class Arrival:
    """What a message says of one lead. Texts are as they were sent; blank is not said.

    `external_id` is the sender's own id of the lead, `action` what the person did there (a repeat of another action is
    another interest), `answers` are (label, value) of whatever has no field of its own, in the sender's order.
    """

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    job_title: str = ""
    country: str = ""
    source_text: str = ""
    listing: str = ""
    marketplace: str = ""
    external_id: str = ""
    action: str = ""
    occurred_at: datetime | None = None
    is_test: bool = False
    do_not_contact: bool = False
    answers: list = field(default_factory=list)

    @property
    def says_who(self):
        """Whether it names anybody at all; a country or a job title alone is nobody, and many people's."""
        return any((self.first_name, self.last_name, self.company, self.email, self.phone))
