# SPDX-License-Identifier: EUPL-1.2
"""People of each role, a site that is checked."""

from __future__ import annotations

import pytest


@pytest.fixture
def people(county):
    """Role -> person; "anonymous" is None."""
    from tests.access_matrix import member

    roles = ("citizen", "clerk", "editor", "approver", "administrator")
    found = {role: member("" if role == "citizen" else role, county, role) for role in roles}
    return {"anonymous": None, **found}


@pytest.fixture
def checked_site(county, people):
    from allmende.core.accessibility.check_models import CheckedSite
    from allmende.core.accessibility.checking import save_site

    site = CheckedSite(
        municipality=county, name="Freibad", hosts="bad.auental.example\ncdn.auental.example", is_ours=True
    )
    return save_site(people["approver"], site, ["https://bad.auental.example/", "https://bad.auental.example/preise"])
