# SPDX-License-Identifier: EUPL-1.2
"""The page on which somebody votes: fill in, look over, cast, receipt. Whoever owns the vote puts it into a frame.

    page = cast_page(request, vote, admission.credential, action=request.path)
    return render(request, "mine.html", {**page.context, "ballot_part": page.template}, status=page.status)

Nothing is stored before the last step, no session and no cookie: the answers travel in the form. The receipt is made
for the review and signed for this voter; sent twice, it counts once. The last page is the answer to the casting
itself, so that the code is shown and kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from allmende.commons.ballots import actions, rules
from allmende.commons.ballots.forms import BallotForm
from allmende.commons.ballots.models import Vote
from allmende.core.letters.codes import grouped

LONGEST = 24 * 3600
"""After a day a review is too old to be cast; the ballot is looked over again."""


@dataclass(frozen=True)
class Page:
    """A part of a page, its values, and the status of the answer. `cast`: a ballot was taken just now."""

    template: str
    context: dict[str, Any]
    status: int = 200
    cast: bool = False


def cast_page(
    request: HttpRequest, vote: Vote, credential: str, *, action: str, area: str = "", now: datetime | None = None
) -> Page:
    """Return what a voter sees, and cast where they pressed the last button. `credential` "": may not vote, only read."""
    moment = now or timezone.now()
    common = {"vote": vote, "ballot_action": action}
    if not rules.takes_ballots(None, vote, moment) and request.method != "POST":
        return Page(
            "ballots/cast/state.html", {**common, "is_early": vote.state == Vote.State.OPEN and moment < vote.opens}
        )
    if not credential:
        return Page("ballots/cast/fill.html", {**common, "form": BallotForm(vote), "may_vote": False})
    if request.method != "POST":
        if actions.has_voted(vote, credential):
            return Page("ballots/cast/voted.html", common)
        return Page("ballots/cast/fill.html", {**common, "form": BallotForm(vote), "may_vote": True, "step": 1})
    form = BallotForm(vote, request.POST)
    step = request.POST.get("do", "review")
    if step == "edit" or not form.is_valid():
        status = 200 if step == "edit" else 422
        if step == "edit":
            form = BallotForm(vote, initial=_initial(form))
        return Page("ballots/cast/fill.html", {**common, "form": form, "may_vote": True, "step": 1}, status)
    salt = _salt(vote, credential)
    code = _receipt(request.POST.get("quittung", ""), salt)
    if step != "cast" or not code:
        review = {
            "form": form, "spoken": form.spoken(), "is_blank": form.content == "{}", "step": 2,
            "receipt": signing.dumps(code or actions.new_receipt(), salt=salt),
            "too_old": step == "cast",
        }  # fmt: skip
        return Page("ballots/cast/review.html", {**common, **review})
    try:
        taken = actions.cast(vote, credential, form.answers(), receipt=code, area=area, now=now)
    except actions.Refused as refusal:
        template = "ballots/cast/voted.html" if refusal.code == "already" else "ballots/cast/state.html"
        return Page(template, {**common, "refusal": " ".join(refusal.messages)}, 409)
    done = {"code": grouped(taken.receipt), "step": 3, "spoken": None}
    return Page("ballots/cast/done.html", {**common, **done}, cast=not taken.repeated)


def _salt(vote: Vote, credential: str) -> str:
    """Return a salt for this voter in this vote: nobody else can send the receipt that was made for them."""
    return "ballots.receipt:" + salted_hmac("ballots.receipt", f"{vote.pk}:{credential}").hexdigest()


def _receipt(text: str, salt: str) -> str:
    try:
        return str(signing.loads(text, salt=salt, max_age=LONGEST))
    except signing.BadSignature:
        return ""


def _initial(form: BallotForm) -> dict[str, Any]:
    """Return what was filled in, to go on with it."""
    return {
        name: form.data.getlist(name)
        if hasattr(field, "choices") and field.widget.allow_multiple_selected
        else form.data.get(name)
        for name, field in form.fields.items()
        if name in form.data
    }  # type: ignore[attr-defined]
