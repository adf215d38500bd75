# SPDX-License-Identifier: EUPL-1.2
"""Votes, polls and citizens' budgets as formats of a phase. The votes themselves are `commons.ballots`.

A budget: people propose (a phase of ideas before), staff check what is feasible and what it costs, everybody votes, and
the Method of Equal Shares says which projects are built, with a sentence for each.
"""
