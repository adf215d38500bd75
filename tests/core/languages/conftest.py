# SPDX-License-Identifier: EUPL-1.2
"""A server that speaks the protocols of the services, on this machine."""

import pytest

from tests.core.languages.service import Service


@pytest.fixture
def service():
    with Service() as running:
        yield running
