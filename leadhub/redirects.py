"""Where a change answers to: the page it was made from, if that page is ours."""

from urllib.parse import urlsplit

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """303: the change is made, GET this. Unlike 302 it can never be replayed as a POST."""

    status_code = 303


def own_path(request, url):
    """The path and query of a URL of this site, or an empty string for anybody else's.

    Looked at twice: `http://ours//theirs.example` is ours, and its path alone is a URL of theirs.
    """
    if not url or not url_has_allowed_host_and_scheme(url, {request.get_host()}):
        return ""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, None) else ""


def back_to_page(request, *, otherwise, anchor=""):
    """SeeOther to `next` in the form, else to the page the form stood on, else to `otherwise`."""
    came_from = own_path(request, request.POST.get("next", "")) or own_path(request, request.headers.get("Referer", ""))
    if came_from.partition("?")[0] == request.path:
        came_from = ""
    target = came_from or otherwise
    return SeeOther(f"{target}#{anchor}" if anchor else target)
