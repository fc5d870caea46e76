"""The ready workflow for a pull request, its own steps run by bash as the service would, on a repository with one changed limit.

`./run` stands for the installed command here: a second environment would tell nothing new.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.desk.conftest import EDITION, Store


@pytest.fixture(scope="module")
def job(repository: Path) -> dict[str, Any]:
    flow = yaml.safe_load((repository / ".github/workflows/review.yml").read_text("utf-8"))
    found: dict[str, Any] = flow["jobs"]["review"]
    return found


def promised(text: str) -> tuple[str, str]:
    """The first promised limit of the edition, a day shorter."""
    line = next(line.strip() for line in text.splitlines() if line.strip().startswith("promised:"))
    number = next(word for word in line.split() if word.isdigit())
    return line, line.replace(number, str(int(number) - 1))


def test_the_steps_of_the_review_say_what_changed(
    job: dict[str, Any], store: Store, repository: Path
) -> None:
    shutil.copytree(repository / "examples", store.root / "examples")
    (store.root / "run").write_text(f'#!/bin/sh\nshift\nexec {sys.executable} -m checker.cli "$@"\n', "utf-8")
    (store.root / "run").chmod(0o755)
    store.commit("base")
    file = store.root / EDITION
    file.write_text(file.read_text("utf-8").replace(*promised(file.read_text("utf-8")), 1), "utf-8")
    store.commit("head")
    summary, variables = store.root.parent / "summary.md", store.root.parent / "variables"
    environment = {
        **os.environ, "BASE": store.git("rev-parse", "base").strip(), "HEAD": store.git("rev-parse", "head").strip(),
        "SUBMISSIONS": job["env"]["SUBMISSIONS"], "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ENV": str(variables),
        "PYTHONPATH": str(repository), "BANSHI_CACHE": "off",
    }  # fmt: skip
    steps = [step for step in job["steps"] if "run" in step]
    assert len(steps) >= 6
    ended = {}
    for step in steps:
        # as the service runs a step: bash, and the first failing command ends it
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=store.root, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        ended[step["name"]] = (done.returncode, done.stdout + done.stderr)
        if variables.is_file():
            environment |= dict(line.split("=", 1) for line in variables.read_text("utf-8").split())
    assert {name: code for name, (code, _) in ended.items() if code} == {}, ended
    told = summary.read_text("utf-8")
    assert "承诺时限由10个工作日缩短为9个工作日" in told, told
    assert "对2件申请的影响" in told, told
