# SPDX-License-Identifier: EUPL-1.2
"""A backup brings the box back, open or counted, and the triggers stand again."""

import pytest
from django.db import IntegrityError, transaction

from allmende.commons.ballots import actions, counting, guard
from allmende.commons.ballots.models import Ballot, Participation, Receipt, Vote
from allmende.core.backup.dump import write_backup
from allmende.core.backup.load import restore_backup
from tests.commons.ballots.conftest import GOOD


@pytest.mark.django_db(transaction=True)
def test_a_restored_box_is_the_same_and_closed_to_changes(make_vote, manager, tmp_path):
    running, past = make_vote(), make_vote()
    for number in range(3):
        actions.cast(running, f"person {number}", GOOD)
        actions.cast(past, f"person {number}", GOOD)
    actions.close(past, now=past.closes)
    past = actions.count(manager, past)
    before = [sorted(model.objects.values_list()) for model in (Ballot, Participation, Receipt)]
    write_backup(tmp_path / "backup.zip")
    restore_backup(tmp_path / "backup.zip", replace=True)
    assert [sorted(model.objects.values_list()) for model in (Ballot, Participation, Receipt)] == before
    assert guard.missing() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.all().delete()
    assert counting.count(Vote.objects.get(pk=past.pk))[1] == past.digest
    restored = Vote.objects.get(pk=running.pk)
    with pytest.raises(actions.Refused):
        actions.cast(restored, "person 1", GOOD)
    actions.cast(restored, "person 9", GOOD)
    assert Ballot.objects.filter(vote=restored).count() == 4
