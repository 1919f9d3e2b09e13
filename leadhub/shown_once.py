"""A secret that the next page shows, this once: it travels there in a cookie of that page's own, for a minute.

It is in no database, no log and no address of ours, and a reload shows it no more.
"""

A_MINUTE = 60


def carry(request, response, name, secret, *, page):
    """Let the response take the secret along to `page`, a path, where `request.COOKIES[name]` is it."""
    response.set_cookie(name, secret, max_age=A_MINUTE, path=page, httponly=True, samesite="Strict", secure=request.is_secure())
    return response


def forget(request, response, name, *, page):
    """What the page itself answers with: shown once, and kept by nothing between here and the reader."""
    if name in request.COOKIES:
        response.delete_cookie(name, path=page, samesite="Strict")
        response.headers["Cache-Control"] = "no-store"
    return response
