"""Damaged input through every door: a sample in each run, minutes of it with --thorough (NHIEMKY_FUZZ: CPU seconds a door)."""
from __future__ import annotations

import os

import pytest

from tests.fuzz.campaign import TooSlow, campaign, patience, tried
from tests.fuzz.doors import DOORS, Door

SAMPLE = {"content": 60, "page": 30, "word": 25, "shard": 60, "query": 60}
SECONDS = float(os.environ.get("NHIEMKY_FUZZ", "60"))


def faults(door: Door, **asked) -> list[str]:
    return [f"seed {seed}: {fault}" for fault, (seed, _) in campaign(door, **asked).faults.items()]


@pytest.mark.parametrize("name", DOORS)
def test_no_damaged_input_of_the_sample_breaks_a_promise(name):
    assert faults(DOORS[name], cases=SAMPLE[name]) == []


@pytest.mark.thorough
@pytest.mark.parametrize("name", DOORS)
def test_no_damaged_input_breaks_a_promise_as_long_as_it_is_tried(name):
    assert faults(DOORS[name], seconds=SECONDS, first=1_000_000) == []


@pytest.mark.parametrize("name", DOORS)
def test_what_once_broke_a_promise_does_so_no_more(name):
    assert {file.name: fault for file in DOORS[name].found() if (fault := tried(DOORS[name], file.read_bytes())[1])} == {}


@pytest.mark.parametrize("name", DOORS)
def test_seeds_themselves_go_through_and_some_damage_is_refused(name):
    door = DOORS[name]
    assert "fault" not in {tried(door, seed)[0] for seed in door.seeds()[:5]}
    assert len(campaign(door, cases=SAMPLE[name]).outcomes) >= 2


def test_a_case_that_never_ends_is_a_fault():
    with pytest.raises(TooSlow), patience(0.05):
        while True:
            pass


def test_the_same_seed_gives_the_same_case():
    assert all(door.case(7) == door.case(7) != door.case(8) for door in DOORS.values())
