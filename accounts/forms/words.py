"""Sentences that several forms say."""

from django.utils.translation import gettext_lazy as _

from leadhub.form_fields import FILL_IN as FILL_IN

NO_EMAIL = _("This does not look like an e-mail address.")
PASSWORD_HELP = _("At least 10 characters; not a common password, and not like your name or e-mail.")
