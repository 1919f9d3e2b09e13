"""What a template is the form for: a listing on a marketplace has one active template at the most."""

from django.db import IntegrityError, transaction

from leads.actions.templating.conflicts import OfferingTaken
from leads.models import TemplateUse
from listings.models import Offering


def use_for(template, offerings):
    """Make the template the form for exactly these offerings."""
    known = {use.offering_id for use in template.uses.all()}
    wanted = {offering.pk for offering in offerings}
    TemplateUse.objects.filter(template=template, offering__in=known - wanted).delete()
    TemplateUse.objects.bulk_create([TemplateUse(template=template, offering_id=pk) for pk in sorted(wanted - known)])
    template._prefetched_objects_cache = {}
    follow_state(template)


def follow_state(template):
    """Two templates that want one offering at once are told apart by the database.

    The offerings are locked first, in order: of two templates that share several, neither waits for the other for ever.
    """
    list(Offering.objects.select_for_update(no_key=True).filter(pk__in=template.uses.values("offering")).order_by("pk"))
    try:
        with transaction.atomic():
            TemplateUse.objects.filter(template=template).update(is_active=template.is_active)
    except IntegrityError as clash:
        others = TemplateUse.objects.filter(is_active=True, offering__template_uses__template=template).exclude(template=template)
        taken = others.select_related("template", "offering__listing", "offering__marketplace").first()
        if taken is None:
            raise
        raise OfferingTaken(template, taken.offering, taken.template) from clash
