"""A template is changed from the revision that was shown, or not at all."""

from django.db.models import F
from django.utils import timezone

from leads.actions.templating.conflicts import StaleTemplate
from leads.models import LeadTemplate


def claim(template, *, by, revision, **changes):
    """Save these columns and count the revision up, where nobody was faster. Raises StaleTemplate."""
    changes |= {"updated_at": timezone.now(), "updated_by_name": str(by)[:255]}
    rows = LeadTemplate.objects.filter(pk=template.pk, revision=revision)
    if revision is None or not rows.update(revision=F("revision") + 1, **changes):
        raise StaleTemplate(template)
    for name, value in {**changes, "revision": revision + 1}.items():
        setattr(template, name, value)
