"""Whom a command acts for, and the one clear line where a name on the command line is nobody's."""

from django.core.management import CommandError
from django.utils.translation import gettext as _

from accounts.models import Membership, Partner
from leadhub.names import Names

BAD_ARGUMENT = 2


def acting_for(slug):
    """A place in the partner with this slug that nobody holds: what asks for the leads where nobody is signed in."""
    partners = Names((partner.slug, partner) for partner in Partner.objects.all())
    return Membership(partner=named(slug, partners, _("There is no such partner")))


def named(text, names, refusal):
    """The thing of that name; else CommandError with exit code 2: the refusal, the text, and the name nearest to it."""
    found = names.all(text)
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise CommandError(_("“%(text)s” is the name of more than one.") % {"text": text}, returncode=BAD_ARGUMENT)
    nearest = names.nearest(text)
    hint = _(" The nearest is “%(name)s”.") % {"name": nearest} if nearest else ""
    raise CommandError(f"{refusal}: “{text}”.{hint}", returncode=BAD_ARGUMENT)
