"""Settings, all from the environment; `.env.example` lists every variable."""

import re
from pathlib import Path

import bootstrap
import fontpkg_atkinson_hyperlegible

from config import policy
from config.database import tuned
from config.environment import (
    BASE_DIR,
    email_config,
    env,
    master_keys,
    private_folder,
    required,
    required_unless,
    site_address,
)

DEBUG: bool = env.bool("DEBUG", False)
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = required_unless(debug=DEBUG, name="ALLOWED_HOSTS")
VAULT_MASTER_KEYS = master_keys()
# Only development may do without a second factor for people who lead or administer.
SECOND_FACTOR_REQUIRED: bool = env.bool("SECOND_FACTOR_REQUIRED", not DEBUG) or not DEBUG

INSTALLED_APPS = [
    "config.apps.SevenfoldAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_countries",
    "django_tasks",
    "django_tasks_db",
    "accounts",
    "wellness",
    "groups",
    "demonstration",
    "config.apps.ConfigurationConfig",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "config.middleware.PrivateResponsesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django pads compressed pages by a random length, so that their size does not give away what is in them.
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.DatabaseAwayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.SessionEndMiddleware",
    "accounts.middleware.SignInFirstMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.PersonalSettingsMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "config.middleware.AbsentPagesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "accounts.context.leaving",
                "accounts.context.languages",
            ],
            "libraries": {"lucide": "config.icons"},
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": tuned(env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR}/var/sevenfold.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by every process, so that limits on guessing hold across them; a Redis address replaces it.
CACHES = {"default": env.dj_cache_url("CACHE_URL", "db://shared_cache")}
# Tidying away old rows must not forget who has been guessing.
CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 100_000)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "config.permissions.AdminPermissions",
]
PASSWORD_HASHERS = ["accounts.hashers.TunedArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.sign_in_forms.NewAddressForm",
    "change_email": "accounts.sign_in_forms.OtherAddressForm",
    "change_password": "accounts.sign_in_forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.sign_in_forms.ConfirmAddressForm",
    "confirm_login_code": "accounts.sign_in_forms.ConfirmCodeForm",
    "confirm_password_reset_code": "accounts.sign_in_forms.ConfirmResetForm",
    "login": "accounts.sign_in_forms.SignInForm",
    "reauthenticate": "accounts.sign_in_forms.AskPasswordForm",
    "request_login_code": "accounts.sign_in_forms.AskForCodeForm",
    "reset_password": "accounts.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.ChooseNewPasswordForm",
    "set_password": "accounts.sign_in_forms.NewPasswordForm",
    "signup": "accounts.sign_in_forms.SignUpForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "accounts.adapters.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.sign_in_forms.AddAppForm",
    "add_webauthn": "accounts.sign_in_forms.AddPasskeyForm",
    "authenticate": "accounts.sign_in_forms.SecondFactorForm",
    "edit_webauthn": "accounts.sign_in_forms.RenamePasskeyForm",
    "login_webauthn": "accounts.sign_in_forms.PasskeyForm",
    "reauthenticate": "accounts.sign_in_forms.AskFactorForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sevenfold"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXIES", 0)

# Who needs a second factor besides admins: each names a function of a person that answers yes or no.
SECOND_FACTOR_RULES = ["groups.permissions.leads_any_group", "groups.permissions.hears_complaints"]
# Which rows sealed for a group a person may open: a function of both, given as a test of a row.
GROUP_VAULT_RULE = "groups.permissions.rows_open_to"
# Whether someone who is not signed in may make an account: a function of the request.
SIGN_UP_RULE = "groups.views.carried.carries_invitation"
# What `manage.py tidy` does besides: functions without arguments.
TIDIED_TOO = [
    "groups.tidying.tidy_joining",
    "groups.tidying.tidy_letters",
    "groups.help_cards.tidy_help_cards",
    "groups.complaints.tidy_complaints",
    "groups.giving.forget_deleted",
    "groups.materials.tidy_materials",
]
# What follows, in the same transaction, when a person rated or deleted a day: functions of the person.
AFTER_RATING = ["groups.giving.renew_ratings"]
# What `manage.py db_worker` does every minute besides: functions without arguments.
TENDED = ["groups.reminders.queue_reminders", "groups.posting.queue_again"]

LANGUAGE_CODE = "en"
# Each named in itself, so that whoever looks for theirs can find it.
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# What a visitor chose; a person who is signed in keeps it with their settings.
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SECURE = not DEBUG
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_TZ = True
# An address typed without a scheme is meant as https.
FORMS_URLFIELD_ASSUME_HTTPS = True

STATIC_URL = "static/"
STATIC_ROOT: str = env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"),
    ("bootstrap", Path(next(iter(bootstrap.__path__))) / "css"),
]
STATICFILES_FINDERS = [
    "config.static_files.NeededFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.ModuleStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Slides and pictures for sessions: a folder apart from the static files, which only the site itself reads.
MATERIALS_DIR = private_folder("MATERIALS_DIR", beside=Path(STATIC_ROOT))
MATERIAL_BYTES = env.int("MATERIAL_MEGABYTES", 25) * 1024 * 1024
MATERIALS_A_SESSION = 10
# A file sent anywhere else is passed over.
FILES_TAKEN_AT = {"groups:materials"}
FILE_UPLOAD_HANDLERS = ["groups.receiving.MaterialUploadHandler"]
# Letters are put in a table with the change they tell of, and sent from there by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Printed mail is for development: it holds codes that sign people in.
EMAIL_CONFIG = email_config(debug=DEBUG)
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
# Seconds to wait for the mail server at each step; a worker holds a letter for longer than all of them take.
EMAIL_TIMEOUT = 10
# Links in letters that no page asked for begin with this; the first host name unless given.
SITE_ADDRESS = site_address(ALLOWED_HOSTS, debug=DEBUG)
# Whom people in a group can turn to past those who lead it: a name and a number or an e-mail.
ORGANISATION_CONTACT: str = env.str("ORGANISATION_CONTACT", "")
DEFAULT_FROM_EMAIL: str = env.str("EMAIL_FROM", "Sevenfold <sevenfold@localhost>")

SECURE_SSL_REDIRECT: bool = env.bool("SECURE_SSL_REDIRECT", not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
CSRF_FAILURE_VIEW = "config.views.stale_form"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
# Gone with the browser: no cookie says for a year that someone was here.
CSRF_COOKIE_AGE = None
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY

# Seconds without a request after which a session ends; shorter for people who lead or administer.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_IDLE_SECONDS_STAFF = 15 * 60
SESSION_IDLE_SECONDS_SHARED = 10 * 60
# Fields of our pages that hold no writing, by how their names begin: a page that holds a form shows only words.
FIELDS_WITHOUT_WORDS = re.compile(
    r"(csrfmiddlewaretoken|operation|mark|rating|rating-was|done|done-was|then|first|q|second-texts|saves-itself)$"
    r"|(version|topic|base|include|was|rating)-|(state|again|done)@|keep"
)
# Where "Leave quickly" goes: a page that says nothing about the person.
LEAVE_QUICKLY_URL: str = env.str("LEAVE_QUICKLY_URL", "https://www.wikipedia.org/")

# The wheel, prompts and topics that a new installation starts with.
CONTENT_DIR = BASE_DIR / "wellness" / "content"
RUN_SHEETS_DIR = BASE_DIR / "groups" / "content"

# Errors are logged by class and place, never by message or data: either may hold what a person wrote.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"place": {"()": "config.logs.PlaceFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "place"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # That each task began and ended is too much to read.
        "django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"level": "INFO" if DEBUG else "WARNING"},
    },
}
