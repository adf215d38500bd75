# SPDX-License-Identifier: EUPL-1.2
"""Yes, unknown or no: what a person in a wheelchair may rely on."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allmende.engines.network import REASONS, WheelState, reason_bits, reason_names
from allmende.engines.network.access import KINDS
from allmende.engines.network.passage import KEYS, passage_of
from allmende.engines.network.wheelchair import judge

YES, UNKNOWN, NO = WheelState.YES, WheelState.UNKNOWN, WheelState.NO


def way(kind="footway", **tags):
    return {"highway": kind, **{key.replace("__", ":"): value for key, value in tags.items()}}


@pytest.mark.parametrize(
    ("tags", "state", "reasons"),
    [
        # paths
        (way(surface="asphalt"), YES, ()),
        (way(surface="paving_stones"), YES, ()),
        (way(), UNKNOWN, ("surface_unknown",)),
        (way(smoothness="good"), YES, ()),
        (way(smoothness="intermediate"), UNKNOWN, ("surface_unknown",)),
        (way(surface="compacted"), UNKNOWN, ("surface_unknown",)),
        (way(surface="compacted", smoothness="good"), YES, ()),
        (way(surface="sett", smoothness="intermediate"), YES, ()),
        (way(surface="asphalt", smoothness="bad"), NO, ("smoothness_bad",)),
        (way(surface="sand"), NO, ("surface_bad",)),
        (way(surface="gravel", smoothness="good"), UNKNOWN, ("surface_unknown",)),
        (way(surface="asphalt;gravel"), NO, ("surface_bad",)),
        (way(surface="asphalt", width="0.8"), NO, ("too_narrow",)),
        (way(surface="asphalt", width="0.9"), YES, ()),
        (way(surface="asphalt", incline="6%"), YES, ()),
        (way(surface="asphalt", incline="-7%"), NO, ("too_steep",)),
        (way(surface="asphalt", incline="up"), UNKNOWN, ("incline_unknown",)),
        (way("track", surface="asphalt"), UNKNOWN, ("incline_unknown",)),
        (way("track", surface="asphalt", incline="2%"), YES, ()),
        (way("path", surface="asphalt", sac_scale="mountain_hiking"), NO, ("surface_bad",)),
        (way("path", surface="asphalt", informal="yes"), UNKNOWN, ("surface_unknown",)),
        (way("pedestrian", surface="sett"), UNKNOWN, ("surface_unknown",)),
        (way("elevator"), YES, ()),
        (way("elevator", wheelchair="no"), NO, ("tagged_no",)),
        # steps
        (way("steps"), NO, ("steps",)),
        (way("steps", wheelchair="yes"), NO, ("steps",)),
        (way("steps", ramp="yes"), NO, ("steps",)),
        (way("steps", ramp__stroller="yes", wheelchair="yes"), NO, ("steps",)),
        (way("steps", ramp__wheelchair="yes", surface="concrete"), YES, ()),
        (way(step_count="1", surface="asphalt"), NO, ("steps",)),
        # crossings
        (way(footway="crossing", surface="asphalt"), UNKNOWN, ("kerb_unknown",)),
        (way(footway="crossing", surface="asphalt", kerb="lowered"), YES, ()),
        (way(footway="crossing", surface="asphalt", kerb="raised"), NO, ("kerb_raised",)),
        (way(footway="crossing", surface="asphalt", kerb="raised", kerb__height="0.03"), YES, ()),
        (way(footway="crossing", surface="asphalt", kerb="lowered", kerb__height="6 cm"), NO, ("kerb_raised",)),
        (way(footway="crossing", surface="asphalt", kerb="rolled"), UNKNOWN, ("kerb_unknown",)),
        # what people on the spot say
        (way(wheelchair="yes"), YES, ()),
        (way(wheelchair="designated", surface="compacted"), YES, ()),
        (way(wheelchair="limited", surface="asphalt"), UNKNOWN, ("tagged_limited",)),
        (way(wheelchair="no", surface="asphalt"), NO, ("tagged_no",)),
        (way(wheelchair="yes", width="0.6"), UNKNOWN, ("too_narrow", "contradiction")),
        (way(wheelchair="yes", incline="12%"), UNKNOWN, ("too_steep", "contradiction")),
        # roads
        (way("residential", surface="asphalt"), UNKNOWN, ("roadway",)),
        (way("residential", surface="asphalt", maxspeed="30"), YES, ()),
        (way("residential", maxspeed="30"), UNKNOWN, ("surface_unknown",)),
        (way("residential", surface="asphalt", maxspeed__type="DE:zone30"), YES, ()),
        (way("living_street", surface="paving_stones"), YES, ()),
        (way("primary", sidewalk="both"), YES, ()),
        (way("primary", sidewalk="separate", surface="asphalt"), UNKNOWN, ("roadway",)),
        (way("primary", sidewalk="no", surface="asphalt"), UNKNOWN, ("roadway",)),
        (way("residential", sidewalk="both", surface="sett"), UNKNOWN, ("surface_unknown",)),
        (way("residential", sidewalk="both", sidewalk__both__surface="asphalt", surface="sett"), YES, ()),
        (way("primary", sidewalk="both", sidewalk__both__surface="gravel"), NO, ("surface_bad",)),
        (way("primary", sidewalk="both", sidewalk__left__surface="gravel", sidewalk__right__surface="asphalt"), YES, ()),
        (way("primary", sidewalk="right", sidewalk__right__width="0.6"), NO, ("too_narrow",)),
        # closed
        (way("motorway"), NO, ("closed",)),
        (way("service", access="private", surface="asphalt"), NO, ("closed",)),
    ],
)  # fmt: skip
def test_answers(tags, state, reasons):
    answer, bits = judge(tags)
    assert (answer, reason_names(bits)) == (state, reasons)


def test_kerbs_at_both_ends_prove_a_crossing():
    crossing = way(footway="crossing", surface="asphalt")
    assert judge(crossing, kerb_known=True)[0] is YES
    assert judge({**crossing, "kerb": "raised"}, kerb_known=True)[0] is NO


VALUES = {
    "highway": sorted(KINDS),
    "surface": ["asphalt", "sett", "sand", "compacted", "odd"],
    "smoothness": ["excellent", "good", "intermediate", "bad", "horrible", "odd"],
    "wheelchair": ["yes", "no", "limited", "designated", "odd"],
    "width": ["0.5", "0.9", "2", "odd"],
    "incline": ["up", "down", "2%", "5%", "9%", "odd"],
    "kerb": ["raised", "lowered", "flush", "rolled", "odd"],
    "sidewalk": ["both", "no", "separate", "left", "odd"],
    "step_count": ["1", "12"],
    "ramp:wheelchair": ["no", "separate"],
    "maxspeed": ["30", "50", "odd"],
    "access": ["yes", "private", "destination"],
    "foot": ["yes", "no", "designated"],
    "footway": ["crossing", "sidewalk", "both"],
}
ANY_TAGS = st.fixed_dictionaries(
    {"highway": st.sampled_from(VALUES["highway"])},
    optional={key: st.sampled_from(values) for key, values in VALUES.items() if key != "highway"},
)


@given(ANY_TAGS)
@example({"highway": "steps", "wheelchair": "yes", "surface": "asphalt", "smoothness": "excellent"})
def test_steps_without_a_ramp_are_never_passable(tags):
    if tags["highway"] == "steps" or "step_count" in tags:
        assert judge(tags)[0] is NO


@given(ANY_TAGS, st.booleans())
def test_every_unknown_and_no_has_a_reason_and_yes_has_none(tags, kerb):
    state, bits = judge(tags, kerb)
    assert (bits == 0) == (state is YES)
    assert bits < 1 << len(REASONS)


@given(ANY_TAGS, st.sampled_from(["surface", "smoothness", "wheelchair", "kerb", "sidewalk", "maxspeed", "incline"]))
def test_knowing_less_never_proves_a_way(tags, key):
    """Without a tag that spoke for it, a way is not better than before."""
    less = {name: value for name, value in tags.items() if name != key}
    speaks_for = {
        "surface": {"asphalt"}, "smoothness": {"excellent", "good", "intermediate"}, "wheelchair": {"yes", "designated"},
        "kerb": {"lowered", "flush"}, "sidewalk": {"both", "left"}, "maxspeed": {"30"}, "incline": {"2%", "5%"},
    }  # fmt: skip
    if (
        tags.get(key) in speaks_for[key]
        and judge(tags)[0] is not YES
        and "contradiction" not in reason_names(judge(tags)[1])
    ):
        assert judge(less)[0] is not YES


@given(ANY_TAGS)
def test_what_is_closed_on_foot_is_closed_for_wheelchairs(tags):
    passage = passage_of(tags)
    assert (passage.walk == (0.0, 0.0)) == (passage.wheel == (0.0, 0.0))
    if passage.walk == (0.0, 0.0):
        assert passage.state is NO
    assert all(speed >= 0 for pair in passage[:4] for speed in pair)
    assert passage.wheel[0] < passage.walk[0] or passage.walk[0] == 0 or tags["highway"] == "steps"


class Watched(dict):
    """Tags that remember which keys were asked for."""

    def __init__(self, *args):
        super().__init__(*args)
        self.asked = set()

    def get(self, key, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)


@given(ANY_TAGS)
def test_every_tag_that_a_rule_reads_is_listed(tags):
    """Ways are judged once per set of listed tags: a tag that is read but not listed would be ignored."""
    from allmende.engines.network import speeds

    watched = Watched(tags)
    judge(watched)
    for rule in (speeds.walking, speeds.rolling, speeds.cycling, speeds.driving):
        rule(watched)
    assert watched.asked <= KEYS


def test_reasons_have_names():
    assert reason_names(reason_bits("too_steep", "steps")) == ("steps", "too_steep")
    with pytest.raises(ValueError):
        reason_bits("nonsense")
