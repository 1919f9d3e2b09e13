import zoneinfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leadhub.references import ReferenceField


def check_time_zone(name):
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone; “Europe/Madrid” is one."), params={"name": name})


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """A person who signs in with this e-mail; without a password they have to set one by e-mail first."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Operators have `is_staff`; partner staff have memberships."""

    class ListView(models.TextChoices):
        CARDS = "cards", _("Cards")
        LIST = "list", _("List")

    reference = ReferenceField(prefix="US")
    email = models.EmailField(_("e-mail"), unique=True, error_messages={"unique": _("Somebody has this e-mail already.")})
    name = models.CharField(max_length=150)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[check_time_zone])
    preferred_view = models.CharField(_("lists open as"), max_length=10, choices=ListView, default=ListView.CARDS)
    keyboard_shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True, help_text=_("Turn this off instead of removing a person."))
    is_staff = models.BooleanField(_("operator"), default=False, help_text=_("May sign in to the administration."))
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique_in_any_case",
                violation_error_message=_("Somebody has this e-mail already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name or self.email

    @property
    def zone(self):
        """UTC where this machine does not know the zone: times in another zone are better than no page at all."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return zoneinfo.ZoneInfo("UTC")


def display_name(user):
    return str(user)
