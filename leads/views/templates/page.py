from django.db.models import Count, Q
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from leads.actions import copy_name
from leads.views.templates.finding import TemplateView

MOST_VERSIONS = 20


class TemplatePage(TemplateView):
    """What the template is for, where its form is, and its versions."""

    http_method_names = ["get", "head"]

    def get(self, request):
        return template_page(request, self.template)


def template_page(request, template, *, conflict=None, status=200):
    """The page; with a conflict (409) it says why nothing was changed."""
    versions = template.versions.annotate(lead_count=Count("leads", filter=Q(leads__deleted_at=None, leads__is_test=False)))
    versions = list(versions.order_by("-number")[: MOST_VERSIONS + 1])
    form_url = request.build_absolute_uri(reverse("hosted_form", args=[template.slug]))
    context = {
        "template": template,
        "versions": versions[:MOST_VERSIONS],
        "has_older": len(versions) > MOST_VERSIONS,
        "form_url": form_url,
        "snippet": render_to_string("lead_templates/_snippet.html", {"template": template, "form_url": form_url}).strip(),
        "copy_name": copy_name(template),
        "conflict": conflict,
        "other": getattr(conflict, "other", None),
    }
    return render(request, "lead_templates/page.html", context, status=status)
