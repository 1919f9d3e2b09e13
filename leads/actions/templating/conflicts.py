"""What cannot be done with a lead template, each said in words."""

from django.utils.translation import gettext as _

from leads.models import LeadTemplate


class TemplateConflict(Exception):
    """The change does not fit the template as it is now (409). The message says why."""

    def __init__(self, template, message):
        super().__init__(message)
        self.template = template
        self.message = message


class StaleTemplate(TemplateConflict):
    """Somebody saved the template meanwhile."""

    def __init__(self, template):
        now = LeadTemplate.objects.get(pk=template.pk)
        words = {"who": now.updated_by_name or _("Somebody"), "template": now.name}
        super().__init__(now, _("%(who)s changed “%(template)s” in the meantime. Your change was not made.") % words)


class OfferingTaken(TemplateConflict):
    """Another active template is the form for this listing on this marketplace. Names it: `other`."""

    def __init__(self, template, offering, other):
        words = {"other": other.name, "listing": offering.listing, "marketplace": offering.marketplace}
        super().__init__(template, _("“%(other)s” is the active template for %(listing)s on %(marketplace)s already.") % words)
        self.offering, self.other = offering, other


class NameTaken(TemplateConflict):
    """The partner has a template of this name. It is `template`."""

    def __init__(self, other):
        super().__init__(
            other, _("There is a template named “%(name)s” already. Give this one another name.") % {"name": other.name}
        )


class NothingToUse(TemplateConflict):
    """A template that is the form for nothing cannot be active."""

    def __init__(self, template):
        super().__init__(template, _("An active template needs at least one listing on a marketplace. Choose it under “Used by”."))
