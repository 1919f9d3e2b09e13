"""Every setting of LeadHub, read from the environment by `leadhub.environment`.

The defaults are the safe ones: what a machine at home wants otherwise (`DEBUG`, plain http) it has to
say, and `make run` says it once in `.env`.
"""

from pathlib import Path

from leadhub.environment import read_database, read_flag, read_hosts, read_list, read_number, read_text

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = read_text("SECRET_KEY")
SECRET_KEY_FALLBACKS = read_list("SECRET_KEY_FALLBACKS")
DEBUG = read_flag("DEBUG", False)
ALLOWED_HOSTS = read_hosts("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")
# Plain http is for a machine at home; everywhere else pages and cookies travel over https only.
PLAIN_HTTP = read_flag("PLAIN_HTTP", False)

INSTALLED_APPS = [
    "leadhub",
    "leads",
    "opportunities",
    "intake",
    "listings",
    "accounts",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "leadhub.admin_site.OperatorAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "leadhub.health.HealthChecks",
    "leadhub.logs.RequestLog",
    "leadhub.security.ContentSecurityPolicy",
    "intake.api.middleware.ApiAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.ActingFor",
]

ROOT_URLCONF = "leadhub.urls"
WSGI_APPLICATION = "leadhub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["leadhub.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.acting_for",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {
    "default": read_database(
        "DATABASE_URL",
        default_path=BASE_DIR / "var" / "leadhub.sqlite3",
        pool_size=read_number("DATABASE_POOL_SIZE", 10, least=1, most=200),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in throttling counts in the cache, so the cache has to be shared by all processes, and large enough that
# nobody's count is pushed out by attempts under many other names (Django keeps 300 entries unless told).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "LeadHub: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# None: the sign-in page asks; unasked, a session ends with the browser.
ACCOUNT_SESSION_REMEMBER = None
# Added to allauth's own. Each of these sends a letter to an address that somebody typed.
ACCOUNT_RATE_LIMITS = {"manage_email": "5/10m/user", "reset_password": "20/m/ip,5/10m/key"}
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.AskForResetForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
}
# Django's, not allauth's, which writes a second list of e-mails that sign in (accounts.email_change says why not).
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
PASSWORD_RESET_TIMEOUT = 24 * 3600
# How many proxies in front of LeadHub add to X-Forwarded-For; throttling counts by the address behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = read_number("TRUSTED_PROXY_COUNT", 0, least=0, most=9)

# --- Safety -------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SECURE_HSTS_SECONDS = read_number("HSTS_SECONDS", 0 if PLAIN_HTTP else 31_536_000, least=0, most=99_999_999)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = read_flag("HSTS_SUBDOMAINS", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "leadhub.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["leadhub.uploads.NoUploads"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# The largest file of leads that may be imported in the browser, in megabytes.
IMPORT_MOST_MB = read_number("IMPORT_MOST_MB", 100, least=1, most=1000)
# What keeps machines from filling hosted forms: seconds that a person needs at least, and how many may be sent from one
# address in ten minutes and of one form in an hour. What is too much is refused with a sentence and can be sent later.
FORM_LEAST_SECONDS = read_number("FORM_LEAST_SECONDS", 2, least=0, most=60)
FORM_RATE_PER_ADDRESS = read_number("FORM_RATE_PER_ADDRESS", 10, least=1, most=100_000)
FORM_RATE_PER_FORM = read_number("FORM_RATE_PER_FORM", 600, least=1, most=100_000)
# How many requests a minute one token may make of the API.
API_RATE_PER_MINUTE = read_number("API_RATE_PER_MINUTE", 600, least=1, most=1_000_000)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Words, times, files ------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
FORMAT_MODULE_PATH = "leadhub.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = read_text("STATIC_ROOT", str(BASE_DIR / "static-built"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- E-mail -------------------------------------------------------------------------------------

# At home letters are printed on the terminal, so that a first run needs no mail server. Elsewhere they never are:
# a letter that resets a password would stand in the log.
EMAIL_HOST = read_text("EMAIL_HOST", "" if PLAIN_HTTP else "localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = read_number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = read_text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = read_text("EMAIL_HOST_PASSWORD", "")
# Port 465 speaks TLS from the first byte, every other port after STARTTLS.
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = read_flag("EMAIL_USE_TLS", True) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read_text("DEFAULT_FROM_EMAIL", "LeadHub <leadhub@localhost>")

# --- Logs: one JSON object a line, the route's pattern and never the path or the query -----------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "leadhub.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        # Not the same as no handler: of a logger without any Python prints the warnings itself.
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django writes the path into these; `leadhub.request` says the same without it.
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "django.security.csrf": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
