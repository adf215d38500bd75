#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Count a published vote again: python3 nachzaehlen.py ergebnis.json

Needs Python 3.9 or newer and nothing else: no installation, no network. It reads the file that the page of a result
offers ("Daten"), counts every listed ballot, prints the sums, and compares them with the published ones.
Exit code: 0 the same, 1 different, 2 the file cannot be counted. It is the very program the platform counts with.
"""

import json
import sys

FORMAT = "allmende-vote/1"


def tally(question, answers):
    """Count one question.

    question: {"key", "kind", "options": [{"key", "text"}, ...]}.
    answers: [[answer, how many ballots gave it], ...]; None: not answered. Returns a dictionary of whole numbers.

    yes_no: ballots for yes, no and abstain. choose: crosses per option. ranking: points per option (of n options the
    first place gives n points, the second n - 1, ...; without a place 0) and how often it came first. points: the sum
    per option, and how many ballots gave it any.
    """
    keys = [option["key"] for option in question["options"]]
    unanswered = sum(number for answer, number in answers if answer is None)
    given = [(answer, number) for answer, number in answers if answer is not None]
    if question["kind"] == "yes_no":
        sums = {"yes": 0, "no": 0, "abstain": 0}
        for answer, number in given:
            sums[answer] += number
        return dict(sums, unanswered=unanswered)
    options, second = dict.fromkeys(keys, 0), dict.fromkeys(keys, 0)
    for answer, number in given:
        if question["kind"] == "choose":
            for key in answer:
                options[key] += number
        elif question["kind"] == "ranking":
            for place, key in enumerate(answer):
                options[key] += number * (len(keys) - place)
            second[answer[0]] += number
        else:
            for key, points in answer.items():
                options[key] += number * points
                second[key] += number
    result = {"options": options, "unanswered": unanswered}
    if question["kind"] == "ranking":
        result["first"] = second
    elif question["kind"] == "points":
        result["ballots"] = second
    return result


def check(published):
    """Return ({key of question: tally}, [what does not fit])."""
    found, faults = {}, []
    for question in published["questions"]:
        answers = published["ballots"][question["key"]]
        found[question["key"]] = counted = tally(question, answers)
        ballots = sum(number for _, number in answers)
        if ballots != published["accepted"]:
            faults.append(f"{question['key']}: {ballots} ballots are listed, {published['accepted']} were accepted")
        if counted != published["tally"][question["key"]]:
            faults.append(f"{question['key']}: the published sums differ: {published['tally'][question['key']]}")
    if len(published["receipts"]) != published["online"]:
        faults.append(f"{len(published['receipts'])} receipts for {published['online']} ballots cast online")
    return found, faults


def main(arguments):
    """Run. Returns the exit code."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[1], encoding="utf-8") as file:
            published = json.load(file)
        if published.get("format") != FORMAT:
            raise ValueError(f"this is not a file of the format {FORMAT}")
        if published["ballots"] is None:
            raise ValueError("so few ballots are not listed one by one; there is nothing to count")
        found, faults = check(published)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"{arguments[1]}: {error}", file=sys.stderr)
        return 2
    print(published["title"])
    print(f"Ballots: {published['accepted']}")
    for question in published["questions"]:
        counted = found[question["key"]]
        print(f"\n{question['key']}: {question['text']}")
        for option in question["options"]:
            print(f"  {counted['options'][option['key']]:>8}  {option['text']}")
        for name in ("yes", "no", "abstain", "unanswered"):
            if name in counted:
                print(f"  {counted[name]:>8}  ({name})")
    for fault in faults:
        print(f"DIFFERENT: {fault}", file=sys.stderr)
    print("\nThe sums are " + ("NOT " if faults else "") + "the published ones.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
