"""The hosts that may show a form in a frame. They end up in a header of the hosted form: nothing but a host name may pass."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leadhub.form_fields import Paragraphs

MOST_HOSTS = 50
PART = "(?!-)[a-z0-9-]{1,63}(?<!-)"
HOST = re.compile(rf"(?:{PART}\.)+(?!-)[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
LONGEST = 253
# Browsers keep these since IDNA 2008, Python's "idna" replaces or drops them: straße.example would let strasse.example in.
DEVIATING = frozenset("ßẞς\u200c\u200d")


class HostsField(Paragraphs):
    """Host names, one a line; gives them in lower case, each once, other alphabets as their `xn--` names."""

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        hosts = list(dict.fromkeys(host_named(line) for line in lines if line))
        if len(hosts) > MOST_HOSTS:
            raise ValidationError(_("At most %(most)d hosts; these are %(count)d.") % {"most": MOST_HOSTS, "count": len(hosts)})
        return hosts

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


def host_named(line):
    """The host that a person named. Raises ValidationError for whole addresses, ports, wildcards and numbers."""
    if DEVIATING & set(line):
        raise ValidationError(_("Write “%(line)s” as its xn-- name, which your browser shows.") % {"line": line[:60]})
    try:
        host = line.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        host = ""
    if len(host) > LONGEST or not HOST.fullmatch(host):
        sentence = _("“%(line)s” is not a host name. Write it without https:// and without a path, as in www.example.com.")
        raise ValidationError(sentence % {"line": line[:60]})
    return host
