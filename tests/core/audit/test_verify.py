# SPDX-License-Identifier: EUPL-1.2
"""Whoever gets round the triggers is found out, and what was done is named."""

import json

import pytest
from django.db import connection, transaction

from allmende.core.audit import guard
from allmende.core.audit.actions import accept, record
from allmende.core.audit.anchors import BadAnchors, path, read_anchors, write_anchor
from allmende.core.audit.models import Entry, Head
from allmende.core.audit.verify import verify

FREE = 900_000
"""A number far away, to swap two."""


@pytest.fixture
def no_anchors():
    path().unlink(missing_ok=True)
    yield
    path().unlink(missing_ok=True)


def tamper(*statements):
    """Do what somebody with full access to the database can do."""
    guard.remove()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guard.install()


def rehash(sequence):
    """Give a changed entry the hash that fits its new content."""
    entry = Entry.objects.get(sequence=sequence)
    entry.seal()
    tamper(f"UPDATE audit_entry SET hash = '{entry.hash}' WHERE sequence = {sequence}")


def kinds(result):
    return [(finding.kind, finding.sequence) for finding in result.findings]


def test_a_whole_log_has_no_findings(write):
    write(30)
    result = verify([])
    assert result.is_whole
    assert (result.entries, result.last, result.hash) == (30, 30, Entry.objects.get(sequence=30).hash)


def test_an_empty_log_is_whole(db):
    assert verify([]).is_whole


@pytest.mark.parametrize("change", ["reason = 'harmlos'", "actor_id = NULL", "details = '{}'", "object_id = '9'"])
def test_a_changed_entry_is_named(write, change):
    write(30)
    tamper(f"UPDATE audit_entry SET {change} WHERE sequence = 17")
    assert kinds(verify([])) == [("changed", 17)]
    assert "Eintrag 17 wurde verändert" in verify([]).findings[0].text


def test_a_changed_entry_with_a_fitting_hash_is_named(write):
    write(30)
    tamper("UPDATE audit_entry SET reason = 'harmlos' WHERE sequence = 17")
    rehash(17)
    assert kinds(verify([])) == [("changed", 17)]


def test_the_changed_last_entry_with_a_fitting_hash_is_named(write):
    write(30)
    tamper("UPDATE audit_entry SET reason = 'harmlos' WHERE sequence = 30")
    rehash(30)
    assert kinds(verify([])) == [("changed", 30)]


def test_a_removed_entry_is_named(write):
    write(30)
    tamper("DELETE FROM audit_entry WHERE sequence IN (17, 18, 25)")
    assert kinds(verify([])) == [("removed", 17), ("removed", 25)]
    assert "Die Einträge 17 bis 18 fehlen" in verify([]).findings[0].text


def test_a_removed_entry_is_named_although_the_rest_was_renumbered(write):
    write(30)
    tamper(
        "DELETE FROM audit_entry WHERE sequence = 17",
        f"UPDATE audit_entry SET sequence = sequence + {FREE} WHERE sequence > 17",
        f"UPDATE audit_entry SET sequence = sequence - {FREE + 1} WHERE sequence > {FREE}",
        "UPDATE audit_head SET sequence = 29",
    )
    assert ("removed", 17) in kinds(verify([]))


def test_reordered_entries_are_named(write):
    write(30)
    tamper(
        f"UPDATE audit_entry SET sequence = {FREE} WHERE sequence = 10",
        "UPDATE audit_entry SET sequence = 10 WHERE sequence = 20",
        f"UPDATE audit_entry SET sequence = 20 WHERE sequence = {FREE}",
    )
    assert sorted(kinds(verify([]))) == [("moved", 10), ("moved", 20)]
    assert "Eintrag 10 wurde umgestellt: Er steht jetzt an Stelle 20." in [f.text for f in verify([]).findings]


INSERT = (
    "INSERT INTO audit_entry (sequence, at, action, object_label, object_id, reason, details, previous, hash) "
    "VALUES ({0}, '2026-11-22 10:00:00+00:00', 'cases.close', '', '', '', '{{}}', '{1}', '{2}')"
)


def test_an_inserted_entry_is_named(write):
    write(30)
    tamper(
        f"UPDATE audit_entry SET sequence = sequence + {FREE} WHERE sequence > 16",
        f"UPDATE audit_entry SET sequence = sequence - {FREE - 1} WHERE sequence > {FREE}",
        INSERT.format(17, "a" * 64, "b" * 64),
    )
    rehash(17)
    assert ("inserted", 17) in kinds(verify([]))
    assert not [finding for finding in verify([]).findings if finding.kind in ("changed", "moved", "removed")]


def test_an_entry_appended_by_hand_is_named(write):
    write(30)
    tamper(INSERT.format(31, Entry.objects.get(sequence=30).hash, "b" * 64))
    rehash(31)
    assert kinds(verify([])) == [("inserted", 31)]


def test_a_log_cut_off_at_the_end_is_named(write):
    write(30)
    tamper("DELETE FROM audit_entry WHERE sequence > 27")
    assert kinds(verify([])) == [("truncated", 28)]
    assert "Die Einträge 28 bis 30 fehlen" in verify([]).findings[0].text


def test_a_cut_off_log_with_a_forged_end_is_named(write):
    write(30)
    last = Entry.objects.get(sequence=27).hash
    tamper("DELETE FROM audit_entry WHERE sequence > 27", f"UPDATE audit_head SET sequence = 27, hash = '{last}'")
    assert kinds(verify([])) == [("seal", 27)]


def test_work_goes_on_after_a_foreign_seal_and_the_log_says_so_until_it_is_accepted(write, clerk):
    write(3)
    tamper("UPDATE audit_head SET signature = 'x'")
    assert kinds(verify([])) == [("seal", 3)]
    write(1)
    assert list(Entry.objects.order_by("sequence").values_list("action", flat=True))[3:] == [
        "audit.seal_renewed",
        "cases.answer",
    ]
    assert kinds(verify([])) == [("seal", 4)]
    accept(4, actor=clerk, reason="Schlüssel gewechselt")
    assert verify([]).is_whole


def test_the_present_seal_can_be_accepted(write, settings):
    write(3)
    settings.SECRET_KEY = "another key, as after a restore without the old one"
    assert kinds(verify([])) == [("seal", 3)]
    accept(0, actor=None, reason="Sicherung ohne Schlüssel zurückgeholt")
    assert verify([]).is_whole
    with pytest.raises(ValueError, match="in Ordnung"):
        accept(0, actor=None, reason="noch einmal")


def test_a_lost_end_is_noticed_and_nothing_is_overwritten(write):
    write(3)
    tamper("DELETE FROM audit_head")
    assert kinds(verify([])) == [("seal", 3)]
    write(1)
    assert Entry.objects.count() == 5
    assert Head.objects.get().sequence == 5


def test_missing_triggers_are_named(write):
    write(1)
    guard.remove()
    assert {finding.kind for finding in verify([]).findings} == {"guard"}
    guard.install()
    assert verify([]).is_whole


def test_an_older_database_in_place_of_the_present_one_is_found_by_its_anchor(write, no_anchors):
    write(20)
    anchor = write_anchor()
    assert read_anchors() == [anchor]
    assert anchor.is_genuine
    assert write_anchor() is None  # once a day
    assert verify().is_whole
    # The database as it was earlier, with the seal that it had then.
    from allmende.core.audit.chain import sign

    last = Entry.objects.get(sequence=12).hash
    tamper("DELETE FROM audit_entry WHERE sequence > 12",
           f"UPDATE audit_head SET sequence = 12, hash = '{last}', signature = '{sign(12, last)}'")  # fmt: skip
    assert kinds(verify([])) == []
    assert kinds(verify()) == [("anchor", 20)]


def test_a_log_written_anew_is_found_by_its_anchor(write, no_anchors, clerk):
    write(5)
    write_anchor()
    tamper("DELETE FROM audit_entry", "DELETE FROM audit_head")
    for _ in range(9):
        with transaction.atomic():
            record("cases.close", actor=clerk)
    assert kinds(verify()) == [("anchor", 5)]
    assert "ein anderer" in verify().findings[0].text


def test_a_damaged_file_of_anchors_is_named_with_its_line(write, no_anchors):
    write(1)
    write_anchor()
    with path().open("a") as file:
        file.write(json.dumps({"day": "gestern"}) + "\n")
    with pytest.raises(BadAnchors, match=r"anchors.jsonl, Zeile 2"):
        read_anchors()
    assert kinds(verify()) == [("anchor", 0)]
