"""A lead template that is edited behind the page's back."""

from leads.actions import Design, edit_template
from leads.models import LeadTemplate


def fresh(template):
    """The template as it is stored now, with its form."""
    return LeadTemplate.objects.with_form().get(pk=template.pk)


def redesign(template, **changes):
    """Ana saves the template with this part of its design changed: `redesign(template, thanks="Thank you!")`."""
    template = fresh(template)
    design = Design.of(template)
    for name, value in changes.items():
        setattr(design, name, value)
    edit_template(template, design, by="Ana", revision=template.revision)
    return fresh(template)
