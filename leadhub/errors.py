"""The pages for 400, 403, 404 and 500: a sentence, and a next step. (409 belongs to whoever was too late: leads.)

htmx swaps what it is given into the middle of a page, so it gets the sentence alone, as a notice.
"""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from leadhub.notices import Notice
from leadhub.redirects import own_path


def bad_request(request, exception):
    if _is_htmx(request):
        return problem_notice(_words(exception) or _("LeadHub did not understand this. Reload the page and try again."), status=400)
    return _page(request, 400, reason=_words(exception))


def forbidden(request, exception):
    if _is_htmx(request):
        return problem_notice(_words(exception) or _("Your role does not allow this."), status=403)
    return _page(request, 403, reason=_words(exception), back=_page_before(request))


def not_found(request, exception):
    if _is_htmx(request):
        return problem_notice(_("This is not here any more. Reload the page to see what is."), status=404)
    return _page(request, 404)


def csrf_failure(request, reason=""):
    if _is_htmx(request):
        words = _("This page was open too long, or cookies are off. Copy what you typed, reload the page and send it again.")
        return problem_notice(words, status=403)
    words = _("This page was open too long, or cookies are off. Go back, copy what you typed, reload the page and send it again.")
    return _page(request, 403, reason=words, heading=_("Please send this again"), back=_page_before(request))


def server_error(request):
    """Asks neither the database nor the session: whatever broke may be just that."""
    return HttpResponseServerError(render_to_string("500.html", {"id": getattr(request, "log_id", "")}))


def problem_notice(words, *, status):
    """A notice for htmx, which leaves what it was about to swap as it is: nothing typed is lost."""
    content = render_to_string("components/notice_oob.html", {"notice": Notice(words, is_problem=True)})
    response = HttpResponse(content, status=status, headers={"HX-Reswap": "none"})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request, status, **context):
    response = render(request, f"{status}.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_htmx(request):
    # Not `request.htmx`: a bad host is refused before any middleware sets it.
    return request.headers.get("HX-Request") == "true"


def _page_before(request):
    """The page of ours on which the link or form stood, if it is another one than this."""
    page = own_path(request, request.headers.get("Referer", ""))
    return "" if page == request.get_full_path() and request.method == "GET" else page


def _words(exception):
    """The sentence that we raised for people; what Django itself refuses is explained in its words, not in ours."""
    return str(exception) if type(exception) in (BadRequest, PermissionDenied) else ""
