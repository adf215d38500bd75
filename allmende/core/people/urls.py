# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the account pages: German ones for the views of allauth, whose names stay as allauth calls them.

POST requests that send mails or guess secrets are limited here; those that change the account run in one transaction.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from allmende.core.people import limits, views
from allmende.core.people.views import in_one_piece, leads_to_providers, limited

own = [
    path("", views.overview, name="overview"),
    path("angaben/", views.profile, name="profile"),
    path("loeschen/", views.delete, name="delete"),
    path("geraete/<int:pk>/abmelden/", views.end_session, name="end_session"),
]

entrance = [
    path("anmelden/", leads_to_providers(account.login), name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("anlegen/", limited(limits.SIGN_UP, leads_to_providers(account.signup)), name="account_signup"),
    path("noch-einmal/", account.reauthenticate, name="account_reauthenticate"),
    path("passwort-vergessen/", limited(limits.MAIL_BY_VISITOR, account.password_reset), name="account_reset_password"),
    path("passwort-vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passwort-neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        in_one_piece(views.PasswordResetFromKeyView.as_view()),
        name="account_reset_password_from_key",
    ),
    path("passwort-neu/fertig/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("e-mail/gesendet/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^e-mail/bestaetigen/(?P<key>[-:\w]+)/$",
        in_one_piece(views.ConfirmEmailView.as_view()),
        name="account_confirm_email",
    ),
    path("anmelden/zweiter-schritt/", views.second_step, name="mfa_authenticate"),
    path("anmelden/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("anmelden/abgebrochen/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("anmelden/fehlgeschlagen/", social.login_error, name="socialaccount_login_error"),
    path("anmelden/neues-konto/", social.signup, name="socialaccount_signup"),
]

inside = [
    path("e-mail/", limited(limits.MAIL_BY_VISITOR, in_one_piece(account.email)), name="account_email"),
    path("passwort/", account.password_change, name="account_change_password"),
    path("passwort/setzen/", account.password_set, name="account_set_password"),
    path("verbindungen/", leads_to_providers(in_one_piece(social.connections)), name="socialaccount_connections"),
    path("geraete/", in_one_piece(sessions.list_usersessions), name="usersessions_list"),
    path("sicherheit/", mfa.index, name="mfa_index"),
    path("sicherheit/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sicherheit/app/", in_one_piece(totp.activate_totp), name="mfa_activate_totp"),
    path("sicherheit/app/entfernen/", in_one_piece(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("sicherheit/notfall-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "sicherheit/notfall-codes/neu/", in_one_piece(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path("sicherheit/notfall-codes/speichern/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sicherheit/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("sicherheit/passkeys/neu/", in_one_piece(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("sicherheit/passkeys/zeigen/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sicherheit/passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sicherheit/passkeys/<int:pk>/entfernen/", in_one_piece(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
]

urlpatterns = [path("konto/", include([path("", include((own, "people"))), *entrance, *inside]))]

# Without language prefix: providers know exactly one address to come back to.
provider_urlpatterns = [
    path("konto/anbieter/<slug:provider_id>/", leads_to_providers(views.provider_login), name="openid_connect_login"),
    path("konto/anbieter/<slug:provider_id>/zurueck/", views.provider_callback, name="openid_connect_callback"),
    path("demo-ausweis/", include("allmende.core.people.demo_idp.urls")),
    # Before Wagtail's own pages for the same purpose.
    path("verwaltung/login/", views.staff_login, name="people_staff_login"),
    path("verwaltung/password_reset/", views.staff_reset, name="people_staff_reset"),
    re_path(r"^verwaltung/password_reset/.+$", views.staff_reset, name="people_staff_reset_more"),
]
