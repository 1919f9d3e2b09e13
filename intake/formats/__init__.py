"""The formats in which marketplaces send leads. A further one is a module here and a line in FORMATS.

The module has a LABEL for people, `read(message)`, which gives the Arrivals of a Message, at least one, or raises Unreadable
and nothing else ever, and a SAMPLE with its CONTENT_TYPE, to try a source with. It may have `reply(message)`: what its sender
expects to hear (a Reply), where that is not LeadHub's own answer.
"""

from intake.formats import aws, hubspot, microsoft, own, salesforce

FORMATS = {
    "own": own,
    "microsoft": microsoft,
    "aws": aws,
    "salesforce": salesforce,
    "hubspot": hubspot,
}


def label_of(name):
    """What people call the format of that name; one that LeadHub had once keeps its name."""
    return FORMATS[name].LABEL if name in FORMATS else name
