"""The formats in which marketplaces send leads. A further one is a module with `read(message)` and a line here.

`read` gives the Arrivals of a Message, at least one, or raises Unreadable; nothing else ever.
"""

from intake.formats import aws, hubspot, microsoft, own, salesforce

FORMATS = {
    "own": own,
    "microsoft": microsoft,
    "aws": aws,
    "salesforce": salesforce,
    "hubspot": hubspot,
}
