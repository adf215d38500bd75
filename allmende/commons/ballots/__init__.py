# SPDX-License-Identifier: EUPL-1.2
"""Votes that are secret and that everybody can check, on paper and on the screen; polls by the same means.

Who has voted (`Participation`) and what was voted (`Ballot`) are two tables that nothing joins: no person, no time, no
order. This package knows no processes: whoever owns a vote says who may take part, as a *credential*, an opaque text
that is stable per person. It is stored as a keyed hash only, under a secret that is destroyed when the vote closes.

    vote = actions.create_vote(staff, municipality=..., title=..., opens=..., closes=...)
    actions.add_question(staff, vote, kind="choose", text=..., options=[...], most=3)
    actions.release(staff, vote)                        # questions are frozen from here on
    actions.cast(vote, credential, {"f1": ["a", "c"]})  # -> Cast(receipt="K7QF3-M9ZTA-X2", repeated=False)
    paper.hand_out(staff, vote, credential)             # marks the record, so that nobody votes twice
    actions.close(vote), actions.count(staff, vote), actions.publish(staff, vote)

`casting.cast_page(request, vote, credential, ...)` is the whole page of a voter: questions, review, receipt.
`{% load ballots %}{% poll vote %}` shows a poll anywhere. See docs/developer/ballots.md and decision 24.
"""
