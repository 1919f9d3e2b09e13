from leadhub.navigation import sidebar


def acting_for(request):
    """For every page: the membership acted with, all of the person's, the sidebar they may see, and the theme they chose."""
    theme = request.COOKIES.get("theme")
    context = {"theme": theme if theme in ("light", "dark") else "auto"}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    membership = request.membership or None
    links = [link for link in sidebar if membership and link.visible_to(membership)]
    return {**context, "membership": membership, "memberships": request.memberships, "sidebar": links}
