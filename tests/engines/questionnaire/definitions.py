# SPDX-License-Identifier: EUPL-1.2
"""Random questionnaires that can be read, and random answers to them, for Hypothesis."""

from hypothesis import strategies as st

from allmende.engines.questionnaire import KINDS

KEYS = ["a", "b", "c", "d"]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20).filter(str.strip)
TEXTS = st.fixed_dictionaries({"de": WORDS}, optional={"en": WORDS, "de-simple": WORDS})


def _options(count):
    return [{"key": key, "label": {"de": key}} for key in KEYS[:count]]


@st.composite
def _test(draw, earlier):
    question = draw(st.sampled_from(earlier))
    path, kind = question["path"], question["kind"]
    about = [{"path": path, "answered": draw(st.booleans())}]
    if kind in {"number", "scale"}:
        value = draw(st.integers(0, 6))
        about += [{"path": path, name: value} for name in ("is", "at_least", "at_most")]
    elif kind == "yes_no":
        about.append({"path": path, "is": draw(st.booleans())})
    elif kind in {"one_of", "several_of"}:
        keys = [option["key"] for option in question["options"]] + ["other"] * question.get("other", False)
        about.append({"path": path, "is" if kind == "one_of" else "has": draw(st.sampled_from(keys))})
    return draw(st.sampled_from(about))


def _condition(earlier):
    return st.recursive(
        _test(earlier),
        lambda inner: st.one_of(
            st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"not": inner}),
        ),
        max_leaves=5,
    )


@st.composite
def definitions(draw):
    """Return the data of a questionnaire that `read` takes."""
    sections, earlier = [], []
    for number in range(draw(st.integers(1, 3))):
        section = {"key": f"teil-{number}", "title": draw(TEXTS), "questions": []}
        if earlier and draw(st.booleans()):
            section["show_if"] = draw(_condition(list(earlier)))
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(KINDS))
            question = {"path": f"teil{number}.frage{len(earlier)}", "kind": kind, "label": draw(TEXTS)}
            if draw(st.booleans()):
                question["required"] = True
            if earlier and draw(st.booleans()):
                question["show_if"] = draw(_condition(list(earlier)))
            if kind in {"one_of", "several_of", "ranking", "matrix"}:
                question["options"] = _options(draw(st.integers(2, 4)))
            if kind == "matrix":
                question["rows"] = _options(draw(st.integers(1, 3)))
            if kind in {"one_of", "several_of"} and draw(st.booleans()):
                question["other"] = True
            if kind == "scale":
                question |= {"least": 1, "most": draw(st.integers(2, 7))}
            if kind == "number" and draw(st.booleans()):
                question |= {"least": 0, "most": 5, "whole": draw(st.booleans())}
            section["questions"].append(question)
            earlier.append(question)
        sections.append(section)
    return {"title": draw(TEXTS), "sections": sections}


RAW = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 9), st.floats(), st.text(max_size=6),
    st.sampled_from(["yes", "no", "a", "b", "other", "3", "3,5", "1.234,5", "2026-02-30", "2026-11-22", "8.6,49.4", "\0", " "]),
    st.lists(st.sampled_from([*KEYS, "other"]), max_size=4),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(KEYS), max_size=3),
    st.tuples(st.floats(-200, 200), st.floats(-100, 100)).map(list),
)  # fmt: skip


def answers_to(data):
    """Return a strategy of raw answers to the questionnaire `data`, good and bad ones."""
    paths = [question["path"] for section in data["sections"] for question in section["questions"]]
    return st.dictionaries(st.sampled_from([*paths, *(f"{path}.other" for path in paths), "fremd"]), RAW)
