# SPDX-License-Identifier: EUPL-1.2
"""Our OpenID Connect client over allauth's: stricter with tokens, sparing with data. allauth finds it by this file's name."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from allmende.core.people import providers

KEPT_CLAIMS = ("sub", "acr", "amr", "auth_time")
"""What we keep of a token: enough to say who signed in how. Names and addresses go into the person's own fields."""


class Client(OpenIDConnectOAuth2Adapter):
    """Fetches tokens and checks them."""

    def complete_login(self, request: Any, app: Any, token: Any, **kwargs: Any) -> Any:
        """Check the ID token's signature (also when it came directly), and that both sources speak of the same person."""
        encoded = kwargs["response"].get("id_token")
        if not encoded:
            raise OAuth2Error("The provider sent no ID token.")
        data = {"id_token": self._decode_id_token(app, encoded), "userinfo": self._fetch_user_info(token.token)}
        # OpenID Connect Core 1.0, section 5.3.2: the `sub` of the user info must be that of the ID token.
        if data["userinfo"].get("sub") != data["id_token"].get("sub"):
            raise OAuth2Error("The user info belongs to somebody else.")
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


class Provider(OpenIDConnectProvider):
    """A configured provider, as allauth sees it."""

    oauth2_adapter_class = Client

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["id_token"]["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        kept = {name: data["id_token"][name] for name in KEPT_CLAIMS if name in data["id_token"]}
        configured = providers.find(self.app.provider_id)
        if configured and configured.roles_claim:
            kept["roles"] = _texts(
                data["userinfo"].get(configured.roles_claim, data["id_token"].get(configured.roles_claim))
            )
        return kept

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        claims = data["id_token"] | data["userinfo"]
        return {
            "first_name": _text(claims.get("given_name")),
            "last_name": _text(claims.get("family_name")),
            "name": _text(claims.get("name")),
        }

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Return the address if the configuration lets us believe it, otherwise nothing at all."""
        configured = providers.find(self.app.provider_id)
        claims = data["id_token"] | data["userinfo"]
        email = _text(claims.get("email")).lower()
        trusted = configured is not None and (
            configured.email == "always" or (configured.email == "verified" and claims.get("email_verified") is True)
        )
        return [EmailAddress(email=email, verified=True, primary=True)] if email and trusted else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else [_text(value)]


provider_classes = [Provider]
