"""A source as an administrator writes it, and how long its old address stays open."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from intake.actions.endpoints import EndpointDraft
from intake.formats import FORMATS
from intake.models.endpoint import A_DAY, LONGEST_WINDOW
from leadhub.form_fields import CHOOSE, FILL_IN, HiddenNumber, Paragraphs, whole_number
from leads.template_design.hosts import host_named
from listings.models import Listing, Marketplace

MOST_HOSTS = 50
HIGHEST_PORT = 65_535
GONE = _("This one is not there any more. Choose again.")
FORM_POST = "application/x-www-form-urlencoded"
OVERLAPS = {
    "now": (_("Close it at once"), timedelta()),
    "hour": (_("Keep it open for 1 hour"), timedelta(hours=1)),
    "day": (_("Keep it open for 24 hours"), timedelta(hours=24)),
    "week": (_("Keep it open for 7 days"), timedelta(days=7)),
}


def sends_forms(name):
    """Whether messages of this format are form posts of a visitor's browser, which may want to be sent back somewhere."""
    return name in FORMATS and FORMATS[name].CONTENT_TYPE == FORM_POST


class FormatSelect(forms.RadioSelect):
    """Says beside each format whether it sends forms: the style sheet shows the hosts to return to for these alone."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if sends_forms(value):
            option["attrs"]["data-sends-forms"] = True
        return option


class ReturnHostsField(Paragraphs):
    """`host` or `host:port`, one a line; gives them in lower case, each once."""

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        hosts = list(dict.fromkeys(_host_and_port(line) for line in lines if line))
        if len(hosts) > MOST_HOSTS:
            raise ValidationError(
                gettext("At most %(most)d hosts; these are %(count)d.") % {"most": MOST_HOSTS, "count": len(hosts)}
            )
        return hosts

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


def _host_and_port(line):
    name, colon, port = line.partition(":")
    if not colon or port.startswith("//"):
        return host_named(line)
    number = whole_number(port)
    if not number or number > HIGHEST_PORT:
        raise ValidationError(gettext("“%(line)s” does not end in a port, as in www.example.com:8443.") % {"line": line[:60]})
    return f"{host_named(name)}:{number}"


class SourceForm(forms.Form):
    version = HiddenNumber()
    name = NameField(
        label=_("Name"), max_length=255, error_messages={"required": FILL_IN},
        help_text=_("As your team knows it. It stands in the timeline of every lead that comes in here."),
    )  # fmt: skip
    format = forms.ChoiceField(
        label=_("Format"), choices=lambda: [(name, each.LABEL) for name, each in FORMATS.items()], widget=FormatSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}, help_text=_("What the sender’s messages look like."),
    )  # fmt: skip
    return_hosts = ReturnHostsField(
        label=_("Hosts to return to"), required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line, as in www.example.com. A form’s retURL leads its visitor on to these hosts and to no other."),
    )  # fmt: skip
    marketplace = forms.ModelChoiceField(
        Marketplace.objects.none(), label=_("Marketplace"), required=False, to_field_name="slug", empty_label=_("None"),
        error_messages={"invalid_choice": GONE}, help_text=_("Of leads whose message names none."),
    )  # fmt: skip
    listing = forms.ModelChoiceField(
        Listing.objects.none(), label=_("Listing"), required=False, to_field_name="reference", empty_label=_("None"),
        error_messages={"invalid_choice": GONE}, help_text=_("Of leads whose message names none."),
    )  # fmt: skip
    window_hours = forms.IntegerField(
        label=_("Repeats within (hours)"), initial=A_DAY,
        error_messages={"required": FILL_IN, "invalid": _("Write whole hours, such as 24.")},
        validators=[
            MinValueValidator(1, _("At least one hour.")),
            MaxValueValidator(LONGEST_WINDOW, _("At most %(limit_value)d hours, which is a year.")),
        ],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        help_text=_("Where the sender gives no id, the same person, listing and action within so many hours are one lead."),
    )  # fmt: skip
    is_on = forms.BooleanField(
        label=_("On"), required=False, initial=True, help_text=_("While it is off, whatever is sent to it is refused.")
    )  # fmt: skip

    def __init__(self, *args, partner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["marketplace"].queryset = Marketplace.objects.nameable_by(partner)
        self.fields["listing"].queryset = Listing.objects.nameable_by(partner).order_by("name")

    @property
    def sends_forms(self):
        return sends_forms(self["format"].value())

    def clean(self):
        """Hosts are for form posts; of another format nothing that stands there counts, right or wrong."""
        if not sends_forms(self.cleaned_data.get("format")):
            self.errors.pop("return_hosts", None)
            self.cleaned_data["return_hosts"] = []
        return self.cleaned_data

    @property
    def draft(self):
        return EndpointDraft(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class NewAddressForm(forms.Form):
    newest = HiddenNumber()
    overlap = forms.ChoiceField(
        label=_("What becomes of the present address"), choices=[(name, words) for name, (words, _time) in OVERLAPS.items()],
        initial="day", error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip

    @property
    def time(self):
        return OVERLAPS[self.cleaned_data["overlap"]][1]
