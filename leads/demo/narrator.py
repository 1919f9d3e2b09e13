"""From somebody who comes in to a lead with its whole story so far."""

from random import Random

from leads.actions.receiving import Draft, new_lead
from leads.demo.plots import Plot, Team
from leads.demo.rhythm import WorkingHours, instant, seconds
from leads.demo.stories import Colleague, Story, tell
from leads.demo.templates import draw_answered
from leads.models import SALES, Status

# Who works the leads of which partner, and how much of the work; the first one hands it out.
TEAMS = {
    "aster": {
        "admin@aster.example": 10,
        "member@aster.example": 42,
        "sales@aster.example": 25,
        "both@aster.example": 14,
        "resellers@aster.example": 9,
    },
    "birch": {"admin@birch.example": 35, "member@birch.example": 65},
    "cedar": {"manager@cedar.example": 1},
    "dahlia": {"reseller@dahlia.example": 1},
}


class Narrator:
    """Makes a lead of an arrival and tells what happened to it since."""

    def __init__(self, cast, *, chance, until, forms):
        statuses = list(Status.objects.with_moves())
        self.first = {status.workflow.slug: status for status in statuses if status.is_first}
        self.forms = forms
        self.moves = {status: {to.slug: to for to in status.allowed_next} for status in statuses}
        self.chance, self.until = chance, until
        self.teams = {partner: self._team(cast, shares) for partner, shares in TEAMS.items()}

    def _team(self, cast, shares):
        people = {cast.people[email]: share for email, share in shares.items()}
        return Team({Colleague(user, WorkingHours(user.zone, until=self.until)): share for user, share in people.items()})

    def story(self, moment, arrival):
        """The unsaved lead with its unsaved notes and history."""
        source, customer = arrival.route.source, arrival.customer
        draft = Draft(answers=arrival.answers, created_at=instant(moment), **customer.texts, **arrival.route.fields)
        draft.is_test, draft.do_not_contact = arrival.is_test, arrival.do_not_contact
        status = self._asked(draft, arrival)
        lead = new_lead(draft, source=source, status=status, at=draft.created_at)
        lead.reference = arrival.reference
        story = Story(lead, moves=self.moves, by=source.name)
        distributor = self.teams[lead.distributor.slug].head if lead.distributor else None
        team, present = self.teams[lead.partner.slug], seconds(self.until)
        plot = Plot(story, customer.region, team, distributor, self.chance, present)
        tell(story, _beats(plot, arrival), since=moment, until=present)
        return story

    def _asked(self, draft, arrival):
        """Answer the template that stood there then, if any. Returns the status in which the lead begins."""
        version = self.forms.version_at(arrival.route.fields, draft.created_at)
        if version is None:
            return self.first[SALES]
        # Of its own, so that the answers hang on who asks alone and the story on nothing that was answered.
        chance = Random(arrival.reference)
        draft.template_version, draft.answers = version, []
        draft.answered = list(draw_answered(version, arrival.customer, draft.created_at, chance))
        return self.first[version.template.workflow.slug]


def _beats(plot, arrival):
    if arrival.is_test or arrival.do_not_contact:
        return plot.left_alone("tests" if arrival.is_test else "not_to_contact")
    if arrival.is_new:
        return plot.untouched()
    return plot.with_note(arrival.note) if arrival.note else plot.ordinary()
