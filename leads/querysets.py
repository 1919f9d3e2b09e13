"""Which leads? The vocabulary in which every page, export and action asks."""

import re
from datetime import timedelta

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone

from leadhub.text import fold, one_line
from leads.answers.text import SEPARATOR, flat

RESTORABLE_FOR = timedelta(days=30)


class LeadQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """The leads this membership may see, deleted ones left out: where every query starts.

        A distributor sees the leads of its marketplaces, everybody else their own partner's; never both (PRODUCT §9).
        """
        return self._belonging_to(membership).filter(deleted_at=None)

    def restorable_by(self, membership):
        """The deleted leads that this membership sees on the Deleted page (O-17)."""
        return self._belonging_to(membership).filter(deleted_at__gte=timezone.now() - RESTORABLE_FOR)

    def known_to(self, membership):
        """Visible or restorable: what the address of a single lead may name."""
        return self._belonging_to(membership).filter(Q(deleted_at=None) | Q(deleted_at__gte=timezone.now() - RESTORABLE_FOR))

    def ever_of(self, membership):
        """All of this membership's leads, however long deleted: what an import compares its rows with (PRODUCT §9)."""
        return self._belonging_to(membership)

    def _belonging_to(self, membership):
        partner = membership.partner
        return self.filter(distributor=partner) if partner.is_distributor else self.filter(partner=partner)

    def real(self):
        """Without test leads: what every list, count and report means that does not ask for them (PRODUCT §9)."""
        return self.filter(is_test=False)

    def tests(self):
        """Leads that were sent to try a way in."""
        return self.filter(is_test=True)

    def not_to_contact(self):
        """Leads of people to whom no message ever goes; they stay in every list, count and report (PRODUCT §9)."""
        return self.filter(do_not_contact=True)

    def same_person(self, lead):
        """The other leads with this one's e-mail, case aside, the newest first; none where it has no e-mail.

        Starts at `visible_to`, like every query; in these words, which the index over e-mails serves.
        """
        if not lead.email:
            return self.none()
        same = self.alias(lower_email=Lower("email")).filter(lower_email=Lower(Value(lead.email)))
        # By "created_at" PostgreSQL would walk the index over dates instead: it keeps no statistics for a partial index.
        return same.exclude(email="").exclude(pk=lead.pk).order_by("newest_key", "-pk")

    def created_by(self, lead_import):
        """The leads that a file brought."""
        return self.filter(history__lead_import=lead_import, history__kind="received")

    def matching(self, words):
        """Leads in whose five searched fields the words stand literally, without case and accents (O-18…23).

        The words are one line, and a line of the searched text is one field, so no match spans two fields.
        """
        folded = fold(one_line(words))
        return self.filter(search_text__contains=folded) if folded else self

    def due(self):
        """Leads to get back to today or since earlier, on the reader's calendar (C-15)."""
        return self.filter(follow_up_on__lte=timezone.localdate())

    def answering(self, key, words):
        """Leads whose answer to the template field `key` holds the words literally, without case and accents.

        Without a key: any answer. Without words: whoever answered the field at all.
        """
        answer = f"[^{SEPARATOR}\n]*{_literally(flat(one_line(words)))}"
        return self.filter(answers_text__regex=f"\n{_literally(key) if key else f'[^{SEPARATOR}]*'}{SEPARATOR}{answer}")

    def with_names(self):
        """With what a card or row shows, so that a page of them asks nothing more; `prepare_leads` brings the statuses.

        What may be long and is shown on a lead's own page alone is left where it is: see `with_details`.
        """
        return self.select_related("marketplace", "owner").defer("answers", "answers_text", "search_text")

    def with_details(self):
        """With everything that a lead's own page shows and its changes need."""
        return self.select_related(
            "status", "listing", "marketplace", "distributor", "owner", "source", "template_version__template"
        )


def _literally(text):
    """The text as a regular expression that both databases read alike."""
    return re.sub(r"([!-/:-@\[-^`{-~])", r"\\\1", text)
