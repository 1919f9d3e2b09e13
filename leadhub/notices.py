"""What the page says after a change: a sentence, and Undo where it can be undone.

A notice travels in Django's messages when the page is loaded anew and beside the fragment when htmx asked;
`components/notice.html` shows both alike.
"""

import json
from dataclasses import asdict, dataclass

from django.contrib import messages

NOTICE = "notice"


@dataclass(frozen=True)
class Notice:
    """`undo_url` takes the change back when POSTed with `version`; `is_problem` is said at once, not politely."""

    text: str
    undo_url: str = ""
    version: int = 0
    is_problem: bool = False


def keep(request, notice):
    """Show the notice on the next page."""
    level = messages.WARNING if notice.is_problem else messages.SUCCESS
    # As text: Django makes a string of whatever a message holds.
    messages.add_message(request, level, json.dumps(asdict(notice)), extra_tags=NOTICE)


def as_notice(message):
    """A kept message as a Notice again; other apps' messages are plain sentences."""
    if message.extra_tags == NOTICE:
        return Notice(**json.loads(message.message))
    return Notice(str(message), is_problem=message.level >= messages.WARNING)
