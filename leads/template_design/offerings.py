"""Which listings on which marketplaces a template is for: check boxes, listing by listing."""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from leads.models import TemplateUse
from listings.models import Offering


@dataclass
class Place:
    """A marketplace under its listing: its check box, and the active template that is its form now, if another."""

    box: object
    offering: Offering
    taken_by: object = None


def offerings_for(partner, template=None):
    """What the partner offers; and what the template is used by, though it is offered no more."""
    wanted = Q(is_active=True)
    if template:
        wanted |= Q(template_uses__template=template)
    active = TemplateUse.objects.filter(is_active=True).select_related("template")
    return list(
        Offering.objects.filter(wanted, listing__partner=partner)
        .select_related("listing", "marketplace")
        .prefetch_related(Prefetch("template_uses", active, to_attr="in_use"))
        .order_by("listing__name", "marketplace__name", "pk")
        .distinct()
    )


class OfferingsField(forms.MultipleChoiceField):
    """Gives Offerings; somebody else's are no choice. `offer` says which there are."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": _("One of these is not offered any more. Choose again.")}

    def offer(self, offerings):
        self.offerings = {offering.key: offering for offering in offerings}
        self.choices = [(key, str(offering)) for key, offering in self.offerings.items()]

    def clean(self, value):
        return [self.offerings[key] for key in dict.fromkeys(super().clean(value))]

    def prepare_value(self, value):
        return [one.key if isinstance(one, Offering) else one for one in value or ()]


def by_listing(field, template):
    """[(listing, [Place])] of a bound OfferingsField."""
    groups = {}
    for box, offering in zip(field, field.field.offerings.values(), strict=True):
        others = [use.template for use in offering.in_use if use.template_id != getattr(template, "pk", None)]
        groups.setdefault(offering.listing, []).append(Place(box, offering, others[0] if others else None))
    return list(groups.items())
