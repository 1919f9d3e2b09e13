from leadhub.navigation import links_for, settings_pages, sidebar


def acting_for(request):
    """For every page: the membership acted with, all of the person's, the sidebar they may see, and the theme they chose."""
    theme = request.COOKIES.get("theme")
    context = {"theme": theme if theme in ("light", "dark") else "auto"}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    # An error page may be shown before the middleware has said for whom the person acts.
    membership = getattr(request, "membership", None) or None
    context |= {"membership": membership, "memberships": getattr(request, "memberships", [])}
    return context | {
        "sidebar": links_for(sidebar, membership, request.path),
        "settings_pages": links_for(settings_pages, membership, request.path),
    }
