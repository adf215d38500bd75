# SPDX-License-Identifier: EUPL-1.2
"""Making, using and forgetting short addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from allmende.core.letters.models import ShortAddress
from allmende.core.letters.queries import valid
from allmende.core.municipality.models import Municipality


def make_short_address(
    municipality: Municipality,
    route: str,
    arguments: Sequence[str | int] = (),
    *,
    language: str = "de",
    valid_until: datetime | None = None,
    single_use: bool = False,
) -> ShortAddress:
    """Store a short address with a new code for a page, named as `reverse` takes it."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return ShortAddress.objects.create(
                    municipality=municipality,
                    route=route,
                    arguments=list(arguments),
                    language=language,
                    valid_until=valid_until,
                    single_use=single_use,
                )
        except IntegrityError:  # the code is taken: once in 2**50 / number of codes
            continue
    raise RuntimeError("Five random codes in a row are taken: the random source is broken.")


def use(address: ShortAddress, now: datetime | None = None) -> bool:
    """Note that a code for one use was used; tell whether it was still good. Of two at once, one wins."""
    moment = now or timezone.now()
    return valid(moment).filter(pk=address.pk, single_use=True).update(used=moment) == 1


def forget_expired(now: datetime | None = None) -> int:
    """Delete short addresses a month after they ended or were used; return how many. The worker calls it daily."""
    limit = (now or timezone.now()) - timedelta(days=30)
    ended = ShortAddress.objects.filter(valid_until__lt=limit) | ShortAddress.objects.filter(used__lt=limit)
    return ended.delete()[0]
