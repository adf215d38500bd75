# SPDX-License-Identifier: EUPL-1.2
"""Citizens' budgets: from ballots to funded projects, exact to the last fraction of a cent, and explained.

    instance = load(Path("vote.pb"))              # or Instance(budget, projects, ballots)
    outcome = equal_shares(instance)              # Method of Equal Shares with Add1; or greedy(instance)
    for verdict in outcome.winners:
        print(verdict.project.name, sentence(verdict, outcome))

Pure Python, integers and fractions only: no rounding takes part in any decision. The same ballots give the same result
in whatever order they lie.
"""

from .amounts import format_number, german_number, parse_number
from .compare import Comparison, after_comparison, compare
from .equal_shares import Utility
from .greedy import Ranking, greedy
from .model import Ballot, BudgetError, Instance, Project, VoteType
from .outcome import Outcome, Reason, Verdict
from .reading import PabulibError, load, official_winners, parse
from .sentences import money, sentence, summary
from .shares import Completion, Stop, equal_shares
from .writing import dump

__all__ = [
    "Ballot",
    "BudgetError",
    "Comparison",
    "Completion",
    "Instance",
    "Outcome",
    "PabulibError",
    "Project",
    "Ranking",
    "Reason",
    "Stop",
    "Utility",
    "Verdict",
    "VoteType",
    "after_comparison",
    "compare",
    "dump",
    "equal_shares",
    "format_number",
    "german_number",
    "greedy",
    "load",
    "money",
    "official_winners",
    "parse",
    "parse_number",
    "sentence",
    "summary",
]
