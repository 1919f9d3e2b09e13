"""Small words for templates: icons, ages, addresses. Built in, so no template loads them."""

import re
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lucide.templatetags.lucide import lucide as lucide_icon

from leadhub.notices import Notice, as_notice
from leadhub.problems import problems_of

register = template.Library()

EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+")
PHONE = re.compile(r"(?P<number>\+?[\d\s().\-/]+?)\s*(?:(?:x|ext\.?)\s*(?P<extension>\d+))?", re.IGNORECASE)
FEWEST_DIGITS = 5
# Currencies without a smaller unit (ISO 4217): nothing stands after the point.
WHOLE = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
MOST_LINES, WIDE_LINE = 8, 90  # lines; characters


@register.tag
def icon(parser, token):
    """`{% icon "trash-2" 18 %}`: see `drawn_icon`. Most have a fixed name: these are text by the time a page is made."""
    name, size = (*token.split_contents()[1:], "16")[:2]
    if name[0] in "'\"" and name[-1] == name[0]:
        return template.base.TextNode(drawn_icon(name[1:-1], int(size)))
    return IconNode(parser.compile_filter(name), int(size))


class IconNode(template.Node):
    def __init__(self, name, size):
        self.name, self.size = name, size

    def render(self, context):
        return drawn_icon(self.name.resolve(context), self.size)


@lru_cache(maxsize=200)
def drawn_icon(name, size=16):
    """A Lucide icon, drawn in the text's colour and silent for screen readers: the word stands beside it."""
    drawn = lucide_icon(str(name) + "", size=size, aria_hidden="true", focusable="false")
    return mark_safe(re.sub(r">\s+<", "><", drawn))


@register.simple_tag(takes_context=True)
def once(context, template_name, about):
    """A template about one object that many rows share, rendered for the first of them and kept on the object."""
    kept = about.__dict__.setdefault("_rendered_once", {})
    if template_name not in kept:
        kept[template_name] = mark_safe(context.template.engine.get_template(template_name).render(context.new({"about": about})))
    return kept[template_name]


class SameNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        kept = context.render_context.dicts[0]  # lives as long as the page is being made
        if self not in kept:
            kept[self] = self.nodelist.render(context)
        return kept[self]


@register.tag
def same(parser, token):
    """`{% same %}…{% endsame %}`: what is the same in every row of a page, rendered for the first of them only."""
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return SameNode(nodelist)


@register.filter
def age(moment):
    """How long ago, shortly, in `<time>` with the exact moment at hand."""
    local = timezone.localtime(moment)
    exact = date_format(local, "DATETIME_FORMAT") + f" {local:%Z}"
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(timespec="seconds"), exact, _ago(moment, local))


@register.filter
def exact(moment):
    """The exact moment on the reader's clock, in `<time>`."""
    local = timezone.localtime(moment)
    words = date_format(local, "DATETIME_FORMAT")
    return format_html(
        '<time datetime="{}">{} <small>{}</small></time>', moment.isoformat(timespec="seconds"), words, f"{local:%Z}"
    )


def _ago(moment, local):
    seconds = (timezone.now() - moment).total_seconds()
    minutes, hours, days = int(seconds // 60), int(seconds // 3600), int(seconds // 86400)
    if seconds < 0 or days >= 30:
        return date_format(local, "DATE_FORMAT")
    if days:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if hours:
        return _("%(count)s h ago") % {"count": hours}
    if minutes:
        return _("%(count)s min ago") % {"count": minutes}
    return _("just now")


@register.filter
def mail_link(address):
    """`mailto:` for what looks like an address; an empty string for anything else a sender put there."""
    return f"mailto:{address}" if EMAIL.fullmatch(address) and "%" not in address and "?" not in address else ""


@register.filter
def phone_link(number):
    """`tel:` (RFC 3966) for what looks like a telephone number, its extension included; else an empty string."""
    match = PHONE.fullmatch(number.strip())
    digits = re.sub(r"\D", "", match["number"]) if match else ""
    if len(digits) < FEWEST_DIGITS:
        return ""
    plus = "+" if match["number"].startswith("+") else ""
    return f"tel:{plus}{digits}" + (f";ext={match['extension']}" if match["extension"] else "")


@register.filter
def money(amount, currency):
    """An exact amount as the reader's language writes it, and its currency's code: `1,800.00 EUR`."""
    places = 0 if currency in WHOLE and amount == int(amount) else 2
    return f"{number_format(amount, places, force_grouping=True)}\N{NO-BREAK SPACE}{currency}"


@register.filter
def is_long(text):
    """Whether a text surely fills more than eight lines, also where they are wide (the reading width of tokens.css)."""
    return sum(1 + len(line) // WIDE_LINE for line in text.splitlines()) > MOST_LINES


@register.filter
def cell(row, name):
    """What a django-tables2 row shows in a column that brings no template."""
    return row.get_cell(name)


@register.simple_tag(takes_context=True)
def waiting_at(context, link):
    """The number that stands beside a NavLink, None for none."""
    return link.waiting(context["membership"])


@register.filter
def problems(form):
    """Everything that is wrong with a form: see leadhub.problems."""
    return list(problems_of(form))


@register.filter
def notice(message):
    return message if isinstance(message, Notice) else as_notice(message)
