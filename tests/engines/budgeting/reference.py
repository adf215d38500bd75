# SPDX-License-Identifier: EUPL-1.2
"""Equal Shares word for word from the definition: every voter on their own, every price anew, fractions throughout.

Written independently of the engine and without any of its ideas (no classes of voters, no heap, no integers).
"""

from fractions import Fraction


def gains(instance, utility):
    """Return gain[voter][project] = points (x cost)."""
    cost = {project.id: project.cost for project in instance.projects}
    return [
        {choice: points * (cost[choice] if utility == "cost" else 1) for choice, points in ballot.items() if points > 0}
        for ballot in instance.support()
    ]


def rate_for(cost, supporters, purse):
    """Return the smallest rate with sum(min(purse, rate x gain)) = cost, or None. `supporters`: (voter, gain)."""
    if sum(purse[voter] for voter, _ in supporters) < cost:
        return None
    candidates = sorted({purse[voter] / gain for voter, gain in supporters})
    for top in candidates:
        if sum(min(purse[voter], top * gain) for voter, gain in supporters) >= cost:
            poor = [voter for voter, gain in supporters if purse[voter] / gain < top]
            rich = sum(gain for voter, gain in supporters if purse[voter] / gain >= top)
            return (cost - sum(purse[voter] for voter in poor)) / rich
    raise AssertionError


def equal_shares(instance, share, utility="cost", extra=None):
    """Return ([winner id, payments by voter], final purses).

    `extra` = (project id, number): so many further voters who approve only that project and hold the same share.
    """
    gain = gains(instance, utility)
    cost = {project.id: project.cost for project in instance.projects}
    if extra:
        worth = cost[extra[0]] if utility == "cost" else Fraction(1)
        gain += [{extra[0]: worth}] * extra[1]
    votes = {project.id: sum(project.id in ballot for ballot in gain) for project in instance.projects}
    order = [project.id for project in instance.projects]
    purse = [Fraction(share)] * len(gain)
    bought = []
    while True:
        offers = []
        for project in order:
            supporters = [(voter, ballot[project]) for voter, ballot in enumerate(gain) if project in ballot]
            if project in dict(bought) or not supporters or cost[project] > instance.budget:
                continue
            rate = rate_for(cost[project], supporters, purse)
            if rate is not None:
                offers.append((rate, cost[project], -votes[project], order.index(project), project))
        if not offers:
            return bought, purse
        rate, *_, best = min(offers)
        payments = {
            voter: min(purse[voter], rate * ballot[best]) for voter, ballot in enumerate(gain) if best in ballot
        }
        for voter, payment in payments.items():
            purse[voter] -= payment
        bought.append((best, payments))


def add1(instance, utility="cost", step=1, stop="exhaustive"):
    """Return (winner ids in order, share)."""
    share = instance.budget / len(instance.ballots)
    cost = {project.id: project.cost for project in instance.projects}
    supported = {choice for ballot in gains(instance, utility) for choice in ballot if cost[choice] <= instance.budget}
    chosen = None
    while True:
        winners = [project for project, _ in equal_shares(instance, share, utility)[0]]
        left = instance.budget - sum(cost[project] for project in winners)
        if left < 0:
            return chosen
        chosen = winners, share
        others = supported - set(winners)
        if not others or (stop == "exhaustive" and all(cost[project] > left for project in others)):
            return chosen
        share += step
