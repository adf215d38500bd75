# SPDX-License-Identifier: EUPL-1.2
"""Values are encrypted at rest, keys can be changed, and trouble with keys is said clearly."""

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from django.apps.registry import Apps
from django.core.exceptions import FieldError
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from allmende.core.backup.content import decode, is_encrypted
from allmende.core.people.second_factor import MFAAdapter
from allmende.core.privacy import crypto, rotation
from allmende.core.privacy.fields import Ciphertext, EncryptedJSONField, EncryptedTextField


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.ENCRYPTION_KEYS = []
    return tmp_path


def key(byte):
    return base64.urlsafe_b64encode(bytes([byte]) * 32).decode()


def test_keys_are_made_once_and_only_the_owner_reads_them(home):
    stored = crypto.encrypt("geheim", "app.Model.field")
    assert stored.startswith("enc1:k1:")
    assert "geheim" not in stored
    assert crypto.decrypt(stored, "app.Model.field") == "geheim"
    assert (home / "encryption-keys").stat().st_mode & 0o777 == 0o600
    assert crypto.encrypt("geheim", "app.Model.field") != stored


@given(st.text())
def test_any_text_comes_back(text):
    assert (
        crypto.decrypt(crypto.encrypt(text.encode(errors="replace").decode(), "c"), "c")
        == text.encode(errors="replace").decode()
    )


def test_a_value_cannot_be_moved_to_another_column_or_changed():
    stored = crypto.encrypt("geheim", "a.A.x")
    with pytest.raises(crypto.KeyTrouble, match="Der Wert lässt sich"):
        crypto.decrypt(stored, "b.B.y")
    with pytest.raises(crypto.KeyTrouble):
        crypto.decrypt(stored[:-6] + "AAAAA=", "a.A.x")
    with pytest.raises(crypto.KeyTrouble, match="nicht verschlüsselt gespeichert"):
        crypto.decrypt("geheim", "a.A.x")


def test_a_missing_key_is_named_with_the_remedy(settings):
    settings.ENCRYPTION_KEYS = [f"alt:{key(1)}"]
    stored = crypto.encrypt("geheim", "a.A.x")
    settings.ENCRYPTION_KEYS = [f"neu:{key(2)}"]
    with pytest.raises(crypto.KeyTrouble, match=r"Der Schlüssel „alt“ fehlt.*ALLMENDE_ENCRYPTION_KEYS"):
        crypto.decrypt(stored, "a.A.x")
    settings.ENCRYPTION_KEYS = [f"alt:{key(3)}"]
    with pytest.raises(crypto.KeyTrouble, match="ein anderer als früher"):
        crypto.decrypt(stored, "a.A.x")
    settings.ENCRYPTION_KEYS = [f"neu:{key(2)}", f"alt:{key(1)}"]
    assert crypto.decrypt(stored, "a.A.x") == "geheim"
    assert crypto.key_of(crypto.encrypt("x", "a.A.x")) == "neu"


@pytest.mark.parametrize("line", ["k1", "k1:kurz", f"k 1:{key(1)}", f"k1:{key(1)}\nk1:{key(2)}", "", "k1:!!!"])
def test_an_unreadable_key_file_is_refused(home, line):
    (home / "encryption-keys").write_text(line)
    with pytest.raises(crypto.KeyTrouble):
        crypto.encrypt("x", "c")


def test_a_running_process_learns_of_a_new_key(home):
    old = crypto.encrypt("x", "c")
    assert crypto.add_key() == "k2"
    assert crypto.key_of(crypto.encrypt("x", "c")) == "k2"
    assert crypto.decrypt(old, "c") == "x"
    crypto.forget_keys({"k1"})
    with pytest.raises(crypto.KeyTrouble, match="k1"):
        crypto.decrypt(old, "c")


# --- Fields, on a table of their own ----------------------------------------------------------------------------------


class Vault(models.Model):
    text = EncryptedTextField(blank=True)
    values = EncryptedJSONField(null=True)

    class Meta:
        app_label = "privacy"
        apps = Apps()  # known to nobody but these tests
        managed = False

    def __str__(self):
        return str(self.pk)


@pytest.fixture
def vault(db):
    with (
        connection.schema_editor(atomic=False)
        if connection.vendor == "sqlite"
        else connection.schema_editor() as editor
    ):
        editor.create_model(Vault)
    yield Vault
    with connection.schema_editor() as editor:
        editor.delete_model(Vault)


def raw(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM privacy_vault ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_fields_are_encrypted_in_the_database(vault):
    vault.objects.create(text="Diagnose", values={"a": [1, "ü"]})
    vault.objects.create(text="", values=None)
    assert [one and one[:8] for one in raw("text")] == ["enc1:k1:", ""]
    assert "Diagnose" not in raw("text")[0]
    first, second = vault.objects.order_by("pk")
    assert (first.text, first.values) == ("Diagnose", {"a": [1, "ü"]})
    assert (second.text, second.values) == ("", None)
    assert vault.objects.exclude(text="").get() == first
    assert vault.objects.filter(values__isnull=True).get() == second
    for lookup in ({"text": "Diagnose"}, {"text__contains": "D"}, {"text__in": ["Diagnose"]}):
        with pytest.raises(FieldError):
            list(vault.objects.filter(**lookup))


@pytest.mark.django_db(transaction=True)
def test_rotation_encrypts_everything_anew_and_goes_on_after_an_interruption(vault, monkeypatch):
    for number in range(5):
        vault.objects.create(text=f"Wert {number}", values={"n": number})
    monkeypatch.setattr(
        rotation, "encrypted_fields", lambda: iter([(vault, vault._meta.get_field(n)) for n in ("text", "values")])
    )
    monkeypatch.setattr(rotation, "BATCH", 2)
    crypto.add_key()
    calls = []

    def stop(label, done, total):
        calls.append(label)
        if len(calls) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(stop)
    assert 0 < rotation.keys_in_use()["k2"] < 10
    rotation.rotate()
    assert rotation.keys_in_use() == {"k2": 10}
    assert rotation.rotate() == 0
    assert [row.text for row in vault.objects.order_by("pk")] == [f"Wert {n}" for n in range(5)]


def test_secrets_of_the_second_factor_are_rotated(citizen):
    sealed = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    factor = Authenticator.objects.create(user=citizen, type="totp", data={"secret": sealed})
    crypto.add_key()
    assert rotation.rotate() == 1
    factor.refresh_from_db()
    assert crypto.key_of(factor.data["secret"]) == "k2"
    assert MFAAdapter().decrypt(factor.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert rotation.keys_in_use() == {"k2": 1}


def test_a_backup_holds_ciphertext_and_loads_it_as_it_is(tmp_path):
    column = Vault._meta.get_field("text")
    assert is_encrypted(column)
    stored = crypto.encrypt("Diagnose", column.context)
    loaded = decode(column, json.loads(json.dumps(stored)))
    assert isinstance(loaded, Ciphertext)
    assert column.get_prep_value(loaded) == stored
