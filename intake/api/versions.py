"""ETags of a lead, and the version that a change was made from.

An ETag is `"VERSION-DIGEST"`. The digest tells whether anything at all looks different (If-None-Match); a change needs the
version alone, as the pages do: a note that was added meanwhile makes no move stale.
"""

import hashlib
import re

from django.utils.translation import gettext as _

from intake.api.problems import Refusal

# Weak ones too: compression on the way makes ours weak, and the version means the same.
TAG = re.compile(r'(?:W/)?"([^"]*)"')
VERSION = re.compile(r"([1-9][0-9]{0,9})(?:-[0-9a-f]*)?", re.ASCII)
DIGEST_LENGTH = 16


def etag_of(shown):
    """The ETag of a LeadOut."""
    digest = hashlib.sha256(shown.model_dump_json().encode()).hexdigest()[:DIGEST_LENGTH]
    return f'"{shown.version}-{digest}"'


def is_known(request, etag):
    """Whether the caller says that they have this very answer (If-None-Match)."""
    said = request.headers.get("If-None-Match", "")
    return said.strip() == "*" or etag.strip('"') in TAG.findall(said)


def version_shown(request, version):
    """The version that the change was made from: If-Match's, or the body's `version`. Raises Refusal where none is said.

    `If-Match: *` says none either: whoever changes a lead has seen it.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        if version is None:
            words = _("Say which version of the lead you saw: its ETag as “If-Match”, or its “version” in the body.")
            raise Refusal(428, words)
        return version
    found = [int(match[1]) for tag in TAG.findall(header) if (match := VERSION.fullmatch(tag))]
    if version is not None and found != [version]:
        errors = [("version", _("This is not the version that “If-Match” names."))]
        raise Refusal(422, _("The body and “If-Match” name two versions."), kind="invalid", errors=errors)
    return found[0] if found else 0
