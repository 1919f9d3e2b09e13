"""What was done with messages from the quarantine, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def replayed_in_words(replayed):
    """“12 messages replayed: 10 settled, 2 are in quarantine again.”"""
    if not replayed.count:
        return _("Nothing was replayed: nothing like it is in quarantine any more.")
    if replayed.queued and replayed.queued == replayed.count:
        words = ngettext(
            "%(count)d message is being replayed in the background. Reload to see how far it is.",
            "%(count)d messages are being replayed in the background. Reload to see how far it is.",
            replayed.count,
        )
        return words % {"count": replayed.count}
    parts = [
        (replayed.settled, _("%(count)d settled")),
        (replayed.quarantined, _("%(count)d in quarantine again")),
        (replayed.queued, _("%(count)d left to the background")),
    ]
    told = ", ".join(words % {"count": count} for count, words in parts if count)
    words = ngettext("%(count)d message replayed: %(told)s.", "%(count)d messages replayed: %(told)s.", replayed.count)
    return words % {"count": replayed.count, "told": told}
