"""allauth's forms in our words: plain labels, no placeholder that vanishes as one types, a password asked for once."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.factors import factors_of
from accounts.shared_device import mark_shared_device
from accounts.vault import CannotOpen

E_MAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
PASSWORD_HINT = _(
    "At least 10 characters. Three or four words in a row are easy to keep in mind and hard to guess."
)
SHARED_HINT = _("We sign you out after 10 minutes without use, and when the browser is closed.")
SHARED_PASSWORD_HINT = _(
    "We sign you out after 10 minutes without use, and when the browser is closed. "
    "If the browser wants to keep your password, say no."
)
CODE_HINT = _("From the e-mail we sent. You can paste it.")


class PlainWords(forms.Form):
    """Give each field our label and hint."""

    words: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        self.order_fields(self.field_order)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SharedDevice(forms.Form):
    """Ask whether other people use this phone or computer."""

    shared = forms.BooleanField(label=_("This is a shared phone or computer"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        mark_shared_device(context.request.session, is_shared=cleaned.get("shared", False))
        return cleaned


class SignInForm(PlainWords, SharedDevice, account_forms.LoginForm):
    words = {"login": E_MAIL, "password": PASSWORD}
    hints = {"shared": SHARED_PASSWORD_HINT}
    field_order = ["login", "password", "shared"]

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url)
        mark_shared_device(request.session, is_shared=self.cleaned_data["shared"])
        return response


class AskForCodeForm(PlainWords, SharedDevice, account_forms.RequestLoginCodeForm):
    words = {"email": E_MAIL}
    hints = {"shared": SHARED_HINT}
    field_order = ["email", "shared"]


class PasskeyForm(SharedDevice, passkey_forms.LoginWebAuthnForm):
    """Sign in with a passkey; the page copies the answer about a shared device into it."""


class SignUpForm(PlainWords, SharedDevice, account_forms.SignupForm):
    words = {"email": E_MAIL, "password1": PASSWORD}
    hints = {"password1": PASSWORD_HINT, "shared": SHARED_PASSWORD_HINT}
    field_order = ["email", "password1", "shared"]


class NewPasswordForm(PlainWords, account_forms.SetPasswordForm):
    words = {"password1": PASSWORD}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(PlainWords, account_forms.ChangePasswordForm):
    words = {"oldpassword": _("The password you have now"), "password1": NEW_PASSWORD}
    hints = {"password1": PASSWORD_HINT}


class ForgottenPasswordForm(PlainWords, account_forms.ResetPasswordForm):
    words = {"email": E_MAIL}


class ChooseNewPasswordForm(PlainWords, account_forms.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD}
    hints = {"password1": PASSWORD_HINT}


class NewAddressForm(PlainWords, account_forms.AddEmailForm):
    words = {"email": _("New e-mail")}


class OtherAddressForm(PlainWords, account_forms.ChangeEmailForm):
    words = {"email": _("Another e-mail")}


class ConfirmAddressForm(PlainWords, account_forms.ConfirmEmailVerificationCodeForm):
    hints = {"code": CODE_HINT}


class ConfirmCodeForm(PlainWords, account_forms.ConfirmLoginCodeForm):
    hints = {"code": CODE_HINT}


class ConfirmResetForm(PlainWords, account_forms.ConfirmPasswordResetCodeForm):
    hints = {"code": CODE_HINT}


class AskPasswordForm(PlainWords, account_forms.ReauthenticateForm):
    words = {"password": PASSWORD}


class AddAppForm(PlainWords, app_forms.ActivateTOTPForm):
    words = {"code": _("The six digits that the app shows")}


class SealedFactorForm(factor_forms.BaseAuthenticateForm):
    """Open seeds as those of the person who signs in; what does not open as theirs fits no code."""

    def clean_code(self) -> str:
        with factors_of(self.user):
            try:
                code: str = super().clean_code()
            except CannotOpen as error:
                refused = get_adapter().validation_error("incorrect_code")
                raise refused from error
        return code


class SecondFactorForm(PlainWords, SealedFactorForm, factor_forms.AuthenticateForm):
    words = {"code": _("Code")}
    hints = {"code": _("From your app, or one of your spare codes.")}


class AskFactorForm(PlainWords, SealedFactorForm, factor_forms.ReauthenticateForm):
    words = SecondFactorForm.words
    hints = SecondFactorForm.hints


class AddPasskeyForm(PlainWords, passkey_forms.AddWebAuthnForm):
    passwordless = forms.BooleanField(required=False, initial=True)

    words = {"name": _("A name for it"), "passwordless": _("Let me sign in with this alone")}
    hints = {
        "name": _("So that you know which is which: my phone, my blue key."),
        "passwordless": _("Then you need no password. It will ask for your finger, face or PIN."),
    }


class RenamePasskeyForm(PlainWords, passkey_forms.EditWebAuthnForm):
    words = {"name": _("A name for it")}
