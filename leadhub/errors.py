"""The pages for 400, 403, 404 and 500: a sentence, and a next step. (409 belongs to whoever was too late: leads.)"""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request, exception):
    return render(request, "400.html", {"reason": _words(exception)}, status=400)


def forbidden(request, exception):
    return render(request, "403.html", {"reason": _words(exception)}, status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    words = _("This page was open too long, or cookies are off. Go back, reload the page and try again: what you typed is still there.")
    return render(request, "403.html", {"reason": words}, status=403)


def server_error(request):
    """Asks neither the database nor the session: whatever broke may be just that."""
    return HttpResponseServerError(render_to_string("500.html", {"id": getattr(request, "log_id", "")}))


def _words(exception):
    """A sentence meant for people: our own have a blank in them and no class names; Django's may say anything."""
    return str(exception) if type(exception).__name__ in ("BadRequest", "PermissionDenied") else ""
