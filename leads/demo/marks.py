"""Who is not like the others: test leads, people who are not to be contacted, and those who ask about something else too."""

from collections import deque
from dataclasses import replace
from random import Random

from leads.demo.places import read_words
from leads.demo.routes import ASTER, BIRCH

# Of every sixty arrivals, by their number: the first of all is none of these.
EVERY = 60
TESTS, NOT_TO_CONTACT, ASKING_AGAIN = 43, 17, (8, 29, 51)
SOME_TIME_AGO = 12  # arrivals before somebody asks again


class Marks:
    """Draws from a lead's reference alone, so that whoever is not marked comes as if nobody were."""

    def __init__(self, routes):
        self.routes = routes
        self.before = deque(maxlen=SOME_TIME_AGO)

    def put(self, number, arrival):
        """The arrival of this number as it comes: mostly as it is."""
        turn, place = divmod(number, EVERY)
        chance = Random(arrival.reference)
        if place == TESTS:
            return self._test(arrival, turn, chance)
        if place == NOT_TO_CONTACT:
            return self._not_to_contact(arrival, (ASTER, BIRCH, None)[turn % 3], chance)
        if place in ASKING_AGAIN:
            return self._asking_again(arrival, chance)
        if arrival.customer.email and arrival.route.fields.get("listing"):
            self.before.append(arrival)
        return arrival

    def _test(self, arrival, turn, chance):
        """What a marketplace sends to try the way in."""
        words = read_words()["tests"]
        blank = dict.fromkeys(arrival.customer.texts, "")
        customer = replace(arrival.customer, **blank | words["senders"][turn % len(words["senders"])])
        answers = [("What do you need help with?", chance.choice(words["messages"]))]
        route = self.routes.draw_offer((ASTER, BIRCH)[turn % 2], chance)
        return replace(arrival, customer=customer, route=route, answers=answers, is_test=True)

    def _not_to_contact(self, arrival, vendor, chance):
        """Somebody new at this vendor; without one, somebody who asked before and has had enough."""
        arrival = replace(arrival, route=self.routes.draw_offer(vendor, chance)) if vendor else self._asking_again(arrival, chance)
        return replace(arrival, answers=[], do_not_contact=True)

    def _asking_again(self, arrival, chance):
        """Somebody who came before asks the same vendor about another listing."""
        if not self.before:
            return arrival
        customer, asked = self.before[0].customer, self.before[0].route.fields["listing"]
        while True:
            route = self.routes.draw_offer(asked.partner.slug, chance)
            if route.fields.get("listing") not in (None, asked):
                return replace(arrival, customer=customer, route=route)
