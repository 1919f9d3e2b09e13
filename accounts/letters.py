"""The letter that asks somebody into a team."""

import logging

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

log = logging.getLogger("leadhub.mail")


def send_invitation(invitation, link):
    """Whether the letter went out: not where no mail server is set up (it is then printed), nor while that one is down."""
    context = {
        "partner": invitation.partner.name,
        "inviter": invitation.invited_by_name,
        "until": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
        "link": link,
    }
    try:  # what smtplib raises is an OSError, too
        get_adapter().send_mail("accounts/email/invitation", invitation.email, context)
    except OSError as error:
        log.error("an invitation could not be sent", extra={"fields": {"error": type(error).__name__}})
        return False
    return not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.console")
