"""The demo's ways in: sources of Aster's and Birch's, what was delivered to them, and what nobody has understood yet.

Every message goes through the same two steps as a real one; only its time, and the references, are set afterwards.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from intake.actions.delivering import settle, store
from intake.actions.endpoints import EndpointDraft, add_endpoint
from intake.actions.mending import set_aside
from intake.formats import FORMATS
from intake.models import Address, Delivery, Endpoint, ListingName
from leadhub.references import draw
from leadhub.text import same_words
from leads.demo.people import draw_customer
from leads.models import HistoryEntry, Lead
from listings.models import Marketplace, Offering

# So many leads come in by these messages: of a demo of fewer than FEWEST leads none does.
LEADS, FEWEST = 42, 100
OLD = timedelta(days=75)
APPSOURCE = ("Microsoft AppSource", "appsource", ["Aster Invoicing", "Aster Field Service", "Aster Insights"])
OFFERS = {
    "aster.invoicing-365": "Aster Invoicing",
    "aster.field-service": "Aster Field Service",
    "aster.insights": "Aster Insights",
}
UNKNOWN_OFFERS = ["aster.field-service-trial", "aster.field-service-trial", "Aster Voice"]
HIDDEN = "Accept To View"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def leads_of_sources(leads):
    """How many of so many leads of the demo come in by its sources."""
    return LEADS if leads >= FEWEST else 0


@dataclass
class Sent:
    """A message: its body, and how many hours before the demo's newest lead it came."""

    hours: float
    body: str
    content_type: str = JSON
    is_test: bool = False
    is_set_aside: bool = False


@dataclass
class Way:
    """A source with all that was sent to it."""

    partner: str
    draft: EndpointDraft
    sent: list[Sent]
    names: dict = field(default_factory=dict)


def create_ways_in(cast, *, seed=1):
    """Create them for a cast whose other leads are there. The newest lead of all stays the newest."""
    chance = Random(f"ways in {seed}")
    newest = Lead.objects.latest("created_at").created_at
    for way in ways_in(cast, chance):
        endpoint, _secret = add_endpoint(cast.partners[way.partner], way.draft)
        Endpoint.objects.filter(pk=endpoint.pk).update(reference=draw("SR", choose=chance.choice), created_at=newest - OLD)
        Address.objects.filter(endpoint=endpoint).update(created_at=newest - OLD)
        for name, listing in way.names.items():
            ListingName.objects.create(endpoint=endpoint, name=name, key=same_words(name), listing=cast.listings[listing])
        for sent in sorted(way.sent, key=lambda sent: -sent.hours):
            deliver(endpoint, sent, newest - timedelta(hours=sent.hours, minutes=20), chance)


def deliver(endpoint, sent, moment, chance):
    """Let the message have come at this moment."""
    agent = "" if sent.is_test else f"{endpoint.source.name.split()[0]}/1.0"
    delivery = store(endpoint, body=sent.body.encode(), content_type=sent.content_type, user_agent=agent, is_test=sent.is_test)
    Delivery.objects.filter(pk=delivery.pk).update(received_at=moment, reference=draw("DL", choose=chance.choice))
    delivery = settle(Delivery.objects.get(pk=delivery.pk))
    Delivery.objects.filter(pk=delivery.pk).update(settled_at=moment + timedelta(seconds=1))
    for outcome in delivery.outcomes.exclude(lead=None).exclude(kind="repeated"):
        history = HistoryEntry.objects.filter(lead=outcome.lead_id)
        history.filter(pk=history.first().pk).update(at=moment)
        lead = Lead.objects.filter(pk=outcome.lead_id)
        lead.update(updated_at=moment)
        if outcome.kind == "created":
            lead.update(reference=draw("LD", choose=chance.choice))
    if sent.is_set_aside:
        set_aside(delivery)


def ways_in(cast, chance):
    """The sources and what was sent to each, always the same for the same `random.Random`."""
    name, slug, listings = APPSOURCE
    place = Marketplace.objects.create(name=name, slug=slug)
    Offering.objects.bulk_create([Offering(listing=cast.listings[listing], marketplace=place) for listing in listings])
    hosts = ["www.aster.example"]
    enquiries = EndpointDraft("Website enquiries", "hubspot", listing=cast.listings["Cloud Readiness Assessment"])
    return [
        Way("aster", EndpointDraft(name, "microsoft", marketplace=place), from_appsource(chance), OFFERS),
        Way("aster", EndpointDraft("AWS partner leads", "aws", listing=cast.listings["Aster Insights"]), from_aws(chance)),
        Way("aster", EndpointDraft("Salesforce AppExchange", "salesforce", return_hosts=hosts), from_appexchange(chance)),
        Way("birch", enquiries, from_hubspot(chance)),
    ]


def hours(chance, *, first, apart, count):
    """`count` times before now, the latest `first` hours ago, each some `apart` hours before the next."""
    at = first
    for _number in range(count):
        yield at
        at += apart * chance.uniform(0.6, 1.4)


def from_appsource(chance):
    offers = [*UNKNOWN_OFFERS, *[chance.choice(list(OFFERS)) for _number in range(14)]]
    chance.shuffle(offers)
    sent = []
    for number, (at, offer) in enumerate(zip(hours(chance, first=1.2, apart=2.4, count=len(offers)), offers, strict=True)):
        action = "DNC" if number == 5 else chance.choice(["INS", "INS", "PLT", "StartTestDrive"])
        sent.append(Sent(at, microsoft(draw_customer(chance), offer, action)))
    # Sent twice within the hour, as marketplaces do; cut off on its way; and LeadHub's own test.
    sent += [
        Sent(sent[2].hours - 0.4, sent[2].body),
        Sent(9.3, sent[7].body[:210]),
        Sent(70, FORMATS["microsoft"].SAMPLE, is_test=True),
    ]
    return sent


def microsoft(customer, offer, action):
    person = {
        "FirstName": customer.first_name, "LastName": customer.last_name, "Email": customer.email, "Phone": customer.phone,
        "Country": customer.country, "Company": customer.company, "Title": customer.job_title,
    }  # fmt: skip
    source = f"SPZA-{action}|{offer}" if "." in offer else f"SPZA-{action}"
    title = "" if "." in offer else offer
    return told({"UserDetails": person, "LeadSource": source, "ActionCode": action, "OfferTitle": title})


def from_aws(chance):
    people = [draw_customer(chance) for _number in range(11)]
    for person in people:  # AWS sends whole names
        person.first_name = person.first_name or "Kim"
    times = list(hours(chance, first=5, apart=9, count=8))
    groups = [people[number : number + 1] for number in range(7)]
    sent = [Sent(at, aws(group, number)) for number, (at, group) in enumerate(zip(times, groups, strict=False))]
    # Three at once, not accepted yet; one of them is accepted two days later.
    waiting = [
        {**of_aws(person, f"8{number}"), **dict.fromkeys(("fullName", "email", "phone"), HIDDEN)}
        for number, person in enumerate(people[8:])
    ]
    sent.append(Sent(times[-1], told({"version": "1", "spmsId": "304718", "leads": waiting})))
    sent.append(Sent(times[-1] - 47, told({"version": "1", "spmsId": "304718", "leads": [of_aws(people[8], "80")]})))
    # Somebody pasted this address where the website's form belongs.
    sent.append(Sent(31.5, hubspot(people[7])))
    return sent


def aws(people, number):
    return told({"version": "1", "spmsId": "304718", "leads": [of_aws(person, f"{number}0") for person in people]})


def of_aws(person, number):
    return {
        "fullName": f"{person.first_name} {person.last_name}".strip(), "company": person.company, "email": person.email,
        "phone": person.phone, "title": person.job_title, "country": person.country, "leadSource": "AWS Marketplace",
        "status": "Open", "currentLeadStage": "Accepted", "useCaseWorkload": "Business Applications;Analytics",
        "apnCrmUniqueIdentifier": f"L48213{number}",
    }  # fmt: skip


def from_appexchange(chance):
    """Its last lead is four days old, where it used to bring several a day."""
    times = hours(chance, first=97, apart=6, count=8)
    sent = [Sent(at, salesforce(draw_customer(chance), "Aster Invoicing"), FORM) for at in times]
    nobody = {"oid": "00D500000008QzT", "lead_source": "SFDC-IN|Aster Invoicing", "00N5000000ABcDe": "Newsletter"}
    sent.append(Sent(101.5, urlencode(nobody), FORM))
    spam = {"oid": "00D500000008QzT", "lead_source": "Web", "description": "Cheap traffic for your site"}
    return [*sent, Sent(140, urlencode(spam), FORM, is_set_aside=True)]


def salesforce(customer, listing):
    texts = {name: getattr(customer, name) for name in ("first_name", "last_name", "company", "email", "phone", "country")}
    fields = {"oid": "00D500000008QzT", "retURL": "https://www.aster.example/thanks", **texts, "title": customer.job_title}
    return urlencode({**fields, "lead_source": f"SFDC-IN|{listing}", "encoding": "UTF-8"})


def from_hubspot(chance):
    return [Sent(at, hubspot(draw_customer(chance))) for at in hours(chance, first=4, apart=14, count=6)]


def hubspot(customer):
    names = {
        "firstname": "first_name", "lastname": "last_name", "company": "company", "email": "email", "phone": "phone",
        "jobtitle": "job_title",
    }  # fmt: skip
    fields = [{"objectTypeId": "0-1", "name": name, "value": getattr(customer, ours)} for name, ours in names.items()]
    page = {"pageUri": "https://www.birch.example/assessment", "pageName": "Cloud readiness"}
    return told({"fields": [each for each in fields if each["value"]], "context": page})


def told(value):
    return json.dumps(value, ensure_ascii=False)
