# SPDX-License-Identifier: EUPL-1.2
"""Settings from the environment: defaults, errors, and the documented table."""

from pathlib import Path

import pytest

from allmende.site.config import SETTINGS, ConfigError, load, table
from allmende.site.mail import mail_settings

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "admin" / "settings.md"


def test_a_fresh_checkout_needs_no_variable():
    values = load({})
    assert values["ALLMENDE_DEBUG"] is False
    assert values["ALLMENDE_HOME"] == Path("var")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("ALLMENDE_DEBUG", "yes", True),
        ("ALLMENDE_DEBUG", "", False),
        ("ALLMENDE_HOSTS", "a.de, b.de,", ["a.de", "b.de"]),
        ("ALLMENDE_WEB_WORKERS", "4", 4),
        ("ALLMENDE_BASEMAP_URL", "https://maps.example/style.json", "https://maps.example/style.json"),
    ],
)
def test_values_are_read(name, text, value):
    assert load({name: text})[name] == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ALLMENDE_DEBUG", "perhaps"),
        ("ALLMENDE_WEB_WORKERS", "0"),
        ("ALLMENDE_WEB_WORKERS", "two"),
        ("ALLMENDE_BASE_URL", "ftp://x"),
    ],
)
def test_bad_values_are_named(name, text):
    with pytest.raises(ConfigError, match=name):
        load({name: text})


def test_the_handbook_holds_exactly_the_table_of_the_code():
    assert table() in HANDBOOK.read_text(), "Write the table anew: python -m allmende.site.config"


def test_no_setting_is_read_elsewhere():
    package = HANDBOOK.parents[2] / "allmende"
    readers = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "os.environ[" in path.read_text() or "getenv(" in path.read_text()
    ]
    # The browser of the site check is given search paths and nothing else of our environment.
    assert readers == ["core/accessibility/tasks.py"]
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_mail_addresses(tmp_path):
    assert mail_settings("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
    tls = mail_settings("smtp+tls://u%40x:p@mail.example", tmp_path)
    assert (tls["EMAIL_HOST"], tls["EMAIL_PORT"], tls["EMAIL_USE_TLS"], tls["EMAIL_HOST_USER"]) == (
        "mail.example",
        587,
        True,
        "u@x",
    )
    with pytest.raises(ConfigError):
        mail_settings("http://mail.example", tmp_path)
