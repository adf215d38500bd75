# SPDX-License-Identifier: EUPL-1.2
"""A provider of identities to try the levels of assurance with, on one's own machine.

It speaks the authorization code flow of OpenID Connect with PKCE (RFC 7636) and nothing else, and it believes whatever
is chosen on its page. So it exists only while `allmende demo` runs; settings refuse it together with HTTPS, and every
page of it says what it is.
"""
