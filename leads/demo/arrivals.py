"""Who comes when, asking for what: the leads of the demo before anybody has touched them."""

import heapq
import zlib
from dataclasses import dataclass, replace

from leadhub.references import draw
from leads.demo.marks import Marks
from leads.demo.people import Customer, draw_customer
from leads.demo.places import read_words
from leads.demo.rhythm import DAY, days_of_arrival, moment_lately, moment_of_arrival, seconds
from leads.demo.routes import ASTER, Route, draw_answers
from leads.models.note import MOST_CHARACTERS

LATELY = 60  # leads that came in the last days and that nobody has answered yet, and at most a tenth of all
BITS = 27


@dataclass(slots=True)
class Arrival:
    """A lead that comes in; `note` is what somebody is going to write about it, word for word."""

    reference: str
    customer: Customer
    route: Route
    answers: list
    is_new: bool
    note: str = ""
    is_test: bool = False
    do_not_contact: bool = False


class References:
    """References drawn so that none comes twice in a run.

    What was drawn is remembered in 16 MB of bits, however many there are, by check sum: now and then one is drawn
    again that need not have been, which hurts nobody.
    """

    def __init__(self, choose):
        self.choose = choose
        self.seen = bytearray(2 ** (BITS - 3))

    def draw(self):
        while True:
            reference = draw("LD", choose=self.choose)
            byte, bit = divmod(zlib.crc32(reference.encode()) >> (32 - BITS), 8)
            if not self.seen[byte] & 1 << bit:
                self.seen[byte] |= 1 << bit
                return reference


def arrivals(count, *, routes, who, when, until):
    """`count` pairs of (moment, Arrival), the earliest first; `who` and `when` are two `random.Random`.

    What comes, and how it is called, depends on `who` and the count alone. A customer's working day begins up to 14
    hours before or after UTC's, so an arrival waits until nothing earlier can follow.
    """
    references, marks = References(who.choice), Marks(routes)
    lately = min(LATELY, count // 10)
    curious = _curious_numbers(lately, count)
    waiting = []
    for number in range(lately):
        # The newest is one that every newcomer understands: New, and any status may follow.
        arrival = _draw(references, routes, who, is_new=True, route=None if number else routes.plain())
        arrival = marks.put(number, arrival) if number else arrival
        moment = (
            moment_lately(arrival.customer.region.zone, when, until=until) if number else seconds(until) - when.randrange(60, 900)
        )
        heapq.heappush(waiting, (moment, number, arrival))
    for number, day in enumerate(days_of_arrival(count - lately, when, until=until), lately):
        while waiting and waiting[0][0] < day - DAY:
            moment, _, arrival = heapq.heappop(waiting)
            yield moment, arrival
        arrival = _draw(references, routes, who, curiosity=curious.get(number))
        arrival = arrival if number in curious else marks.put(number, arrival)
        moment = moment_of_arrival(day, arrival.customer.region.zone, when, until=until)
        heapq.heappush(waiting, (moment, number, arrival))
    yield from ((moment, arrival) for moment, _, arrival in sorted(waiting))


def _draw(references, routes, who, *, is_new=False, curiosity=None, route=None):
    customer = draw_customer(who)
    route = route or (routes.draw_offer(ASTER, who) if curiosity else routes.draw(who))
    arrival = Arrival(references.draw(), customer, route, draw_answers(route, customer.region, who), is_new)
    if curiosity:
        fields = dict(curiosity)
        arrival.note = fields.pop("note", "") or _whole_page(fields.pop("transcript", []))
        arrival.customer = replace(customer, **fields)
    return arrival


def _curious_numbers(first, count):
    """The curiosities, spread over the leads that are not new, by number."""
    curiosities = read_words()["curiosities"]
    step = (count - first) / (len(curiosities) + 2)
    return {first + int(step * place): curiosity for place, curiosity in enumerate(curiosities, 1)}


def _whole_page(lines):
    """The lines again and again, until a note holds no more."""
    page = "".join(f"{line}\n" for line in lines)
    return (page * (MOST_CHARACTERS // max(len(page), 1) + 1))[:MOST_CHARACTERS]
