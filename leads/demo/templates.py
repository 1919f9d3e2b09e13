"""The demo's lead templates (C-01…09): how they came to be, and what customers answer to them."""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path

from leads.answers.types import TemplateField
from leads.demo.places import read_words
from leads.models import LeadTemplate, TemplateUse, TemplateVersion, Workflow
from listings.models import Offering

FIRST_EDITION, SECOND_EDITION = timedelta(days=560), timedelta(days=120)
FIELD = ("key", "label", "type", "required", "help", "choices")
SKIPPED = 0.2


@cache
def read_templates():
    """The tables of templates.toml."""
    return tomllib.loads(Path(__file__).with_name("templates.toml").read_text(encoding="utf-8"))["templates"]


def create_templates(cast, *, until):
    """The cast's templates with their versions, as if they had been made and edited in the past."""
    workflows = {workflow.slug: workflow for workflow in Workflow.objects.all()}
    return [_create(cast, workflows, dict(table), until) for table in read_templates()]


def _create(cast, workflows, table, until):
    editions, uses = table.pop("editions"), table.pop("uses")
    consent = table.pop("consent", "")
    moments = [until - FIRST_EDITION, until - SECOND_EDITION][: len(editions)]
    template = LeadTemplate.objects.create(
        **table | {"partner": cast.partners[table["partner"]], "workflow": workflows[table["workflow"]]},
        created_at=moments[0], updated_at=moments[-1], updated_by_name=str(cast.people[f"admin@{table['partner']}.example"]),
    )  # fmt: skip
    for number, (edition, moment) in enumerate(zip(editions, moments, strict=True), 1):
        fields = [TemplateField(**dict(zip(FIELD, field, strict=True))).as_json() for field in edition["fields"]]
        template.current = TemplateVersion.objects.create(
            template=template, number=number, fields_json=fields, consent=consent, created_at=moment
        )
    template.save()
    for listing, marketplace in uses:
        offering = Offering.objects.get(listing__name=listing, marketplace__slug=marketplace)
        TemplateUse.objects.create(template=template, offering=offering, is_active=template.is_active)
    return template


class Forms:
    """Which form stood where when, by listing and marketplace. A retired one stood until the second editions came."""

    def __init__(self, templates, *, until):
        self.until = until
        self.versions = {}
        for template in templates:
            for use in template.uses.select_related("offering"):
                offering = use.offering
                versions = list(template.versions.select_related("template__workflow").order_by("number"))
                self.versions[offering.listing_id, offering.marketplace_id] = versions

    def version_at(self, lead_fields, moment):
        """The TemplateVersion that a lead which came then answered, or None."""
        listing, marketplace = lead_fields.get("listing"), lead_fields.get("marketplace")
        versions = self.versions.get((listing.pk, marketplace.pk), []) if listing and marketplace else []
        state = versions[0].template.state if versions else None
        if state == "draft" or (state == "retired" and moment >= self.until - SECOND_EDITION):
            return None
        return next((version for version in reversed(versions) if version.created_at <= moment), None)


def draw_answered(version, customer, moment, chance):
    """What a customer answers to the fields of a version, as a lead keeps it."""
    for field in version.fields:
        value = ANSWERS[field.type](field, customer, moment, chance)
        if value and (field.required or chance.random() > SKIPPED):
            yield {"key": field.key, "label": field.label, "type": field.type, "value": value}
    if version.consent:
        yield {"key": "consent", "label": "Agreed to", "type": "long_text", "value": version.consent}


def _chosen(field, chance):
    """Some of the choices, in their order."""
    chosen = set(chance.sample(field.choices, chance.randint(1, len(field.choices))))
    return "\n".join(choice for choice in field.choices if choice in chosen)


def _site(customer):
    domain = customer.texts.get("email", "").partition("@")[2]
    return f"https://www.{domain}" if domain else ""


# What each type is answered with: (field, customer, moment, chance) -> the stored text.
ANSWERS = {
    "text": lambda field, customer, moment, chance: chance.choice(read_words()["systems"]),
    "long_text": lambda field, customer, moment, chance: chance.choice(read_words()["hopes"]),
    "email": lambda field, customer, moment, chance: customer.texts.get("email", ""),
    "phone": lambda field, customer, moment, chance: customer.texts.get("phone", ""),
    "number": lambda field, customer, moment, chance: str(chance.choice([2, 3, 5, 8, 12, 20, 25, 40, 60, 120, 350])),
    "date": lambda field, customer, moment, chance: (moment.date() + timedelta(days=chance.randint(10, 120))).isoformat(),
    "url": lambda field, customer, moment, chance: _site(customer),
    "choice": lambda field, customer, moment, chance: chance.choice(field.choices),
    "choices": lambda field, customer, moment, chance: _chosen(field, chance),
    "yes_no": lambda field, customer, moment, chance: chance.choice(["yes", "no"]),
    "country": lambda field, customer, moment, chance: chance.choice(["ES", "DE", "IE", "FR", "NL", "JP", "BR"]),
}
