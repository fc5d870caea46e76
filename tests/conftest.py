"""What every test stands on: hypothesis settings that make a red run red again on the next machine.

In: nothing. Out: the profile `banshi` (the default) and `explore`. The surprising thing: by default random tests draw the same
examples every time, so a failure is never a matter of luck; `./run test --hypothesis-profile=explore` looks further, with fresh
examples, and prints the seed to repeat them. Nothing here measures time: a slow machine is not a failing one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "banshi", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "explore",
    max_examples=2000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("banshi")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the repository: catalogue/, rules/, docs/ and `run` stand below it."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What `banshi lint` remembers goes to a folder of this run, never to the home of whoever runs the tests."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
