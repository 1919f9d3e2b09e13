"""How a lead's story goes: who does what after how long."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from leads.demo.people import draw_phone
from leads.demo.places import Region, read_words
from leads.demo.rhythm import DAY, HOUR, seconds
from leads.demo.stories import Colleague, Story

WORKDAY = 10 * HOUR
MOST_NOTES = 6
LATELY = 12 * DAY
# Shares of all leads, or of those that came so far.
LOOKED_AT, UNANSWERED, TAKEN, GIVEN, HANDED_OVER, SLIPPED, PHONED = 0.25, 0.04, 0.55, 0.35, 0.1, 0.03, 0.2
PURCHASED, DELIVERED, DELETED, RESTORED, DISTRIBUTOR_SPEAKS = 0.42, 0.8, 0.04, 0.15, 0.25
INVALID, FOLLOWED_UP = 0.3, 0.6
NOTED_AT_FIRST, NOTED_WHEN_QUIET, NOTED_ON_PURCHASE, NOTED_ON_DELIVERY, NOTED_ON_DELETE = 0.6, 0.15, 0.5, 0.4, 0.3
NOTED_WHEN_LEFT_ALONE = 0.6
TALKS, TALKS_SHARES = (0, 1, 2, 3, 4), (45, 75, 90, 97, 100)


class Team:
    """The staff of a partner that work leads, as {colleague: share of the work}. The first one hands out the work."""

    def __init__(self, shares):
        self.colleagues = list(shares)
        self.shares = list(accumulate(shares.values()))

    @property
    def head(self):
        return self.colleagues[0]

    def pick(self, chance):
        return chance.choices(self.colleagues, cum_weights=self.shares)[0]


@dataclass(slots=True)
class Plot:
    """What is going to happen in a story, as beats for `leads.demo.stories.tell`. `until` is the present."""

    story: Story
    region: Region
    team: Team
    distributor: Colleague | None
    chance: Random
    until: int

    def untouched(self):
        """A new lead: at most, somebody has taken it."""
        if self._happens(LOOKED_AT):
            worker = self.team.pick(self.chance)
            yield worker, self._hours(0.5), self.story.assign, worker.user

    def left_alone(self, stage):
        """Nobody writes or calls; at most, a note says why."""
        yield from self._noted(self.team.pick(self.chance), self._hours(2), stage, NOTED_WHEN_LEFT_ALONE)

    def with_note(self, body):
        """Answered with this very note, then as usual."""
        worker = self.team.pick(self.chance)
        yield from self._judged(worker, self._hours(1))
        yield worker, self._hours(0.2), self.story.note, body
        yield from self._talked(worker)

    def ordinary(self):
        """Answered, talked to, perhaps sold and delivered, perhaps thrown away."""
        worker = self.team.pick(self.chance)
        if not self._happens(UNANSWERED):
            yield from self._answered(worker)
            if self.story.lead.status.slug != "invalid":
                worker = yield from self._talked(worker)
                yield from self._pursued(worker)
        if self._happens(DELETED):
            yield None, self.until - int(self.chance.random() * 28 * DAY), None
            yield from self._deleted(worker)

    def _answered(self, worker):
        story, luck = self.story, self.chance.random()
        if luck < TAKEN + GIVEN:
            yield worker if luck < TAKEN else self.team.head, self._hours(0.8), story.assign, worker.user
        if self._happens(SLIPPED) and story.may("purchased"):
            yield worker, self._hours(0.3), story.move, "purchased"
            yield worker, self._minutes(2), story.move_back, "new"
        yield from self._judged(worker, self._hours(0.6))
        if not story.lead.phone and self._happens(PHONED):
            yield worker, self._minutes(10), story.learn_phone, draw_phone(self.region, self.chance)
        yield from self._noted(worker, self._minutes(10), "first", NOTED_AT_FIRST)

    def _judged(self, worker, after):
        """The first move: to Contacted, or for a lead that has to qualify first, to Qualified or Invalid."""
        story = self.story
        if story.may("qualified"):
            if self._happens(INVALID):
                yield worker, after, story.refuse, self.chance.choice(read_words()["reasons"])
                return
            yield worker, after, story.move, "qualified"
            after = self._hours(2)
        if story.may("contacted"):
            yield worker, after, story.move, "contacted"

    def _pursued(self, worker):
        if self._happens(PURCHASED) and self.story.may("purchased"):
            yield from self._sold(worker)
        else:
            yield from self._noted(worker, self._days(8), "quiet", NOTED_WHEN_QUIET)

    def _talked(self, worker):
        """Returns who works the lead from then on."""
        if self.distributor:
            yield from self._noted(self.distributor, self._hours(3), "distributor", DISTRIBUTOR_SPEAKS)
        for _ in range(self.chance.choices(TALKS, cum_weights=TALKS_SHARES)[0]):
            yield from self._noted(worker, self._days(2.5), "working")
        successor = self.team.pick(self.chance) if self._happens(HANDED_OVER) else worker
        if successor is not worker:
            yield worker, self._days(1), self.story.assign, successor.user
            yield from self._noted(successor, self._hours(0.5), "handover")
        if self.until - seconds(self.story.lead.updated_at) < LATELY and self._happens(FOLLOWED_UP):
            yield successor, self._minutes(5), self.story.follow_up_in, self.chance.randint(1, 9)
        return successor

    def _sold(self, worker):
        yield worker, self._days(12), self.story.move, "purchased"
        yield from self._noted(worker, self._minutes(10), "purchased", NOTED_ON_PURCHASE)
        if self._happens(DELIVERED):
            yield worker, self._days(15), self.story.move, "delivered"
            yield from self._noted(self.team.pick(self.chance), self._hours(2), "delivered", NOTED_ON_DELIVERY)

    def _deleted(self, worker):
        yield from self._noted(worker, self._hours(1), "unwanted", NOTED_ON_DELETE)
        yield worker, self._minutes(3), self.story.delete
        if self._happens(RESTORED):
            yield worker, self._minutes(4), self.story.restore

    def _noted(self, who, after, stage, share=1.0):
        if self._happens(share) and self.story.lead.note_count < MOST_NOTES:
            yield who, after, self.story.say, stage, self.chance

    def _happens(self, share):
        return self.chance.random() < share

    def _minutes(self, median):
        return 10 + int(60 * median * self.chance.lognormvariate(0, 0.7))

    def _hours(self, median):
        return 60 + int(HOUR * median * self.chance.lognormvariate(0, 0.9))

    def _days(self, median):
        return HOUR + int(WORKDAY * median * self.chance.lognormvariate(0, 0.7))
