"""The promises of the repository about itself: locks, dependencies, licence, owners and the commands of `run`."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {path.name.removesuffix(".lock.txt"): path for path in (ROOT / "requirements").glob("*.lock.txt")}
PAGE = ROOT / "docs" / "dependencies.md"
COMMANDS = ("demo", "test", "browser-test", "banshi", "bench", "lock", "help")


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> dict[str, list[str]]:
    """Lock name -> the distributions that pyproject.toml asks for by name."""
    groups: dict[str, list[str]] = PROJECT["dependency-groups"]
    lists = {"base": PROJECT["project"]["dependencies"], **groups}
    return {
        lock: [normalised(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements]
        for lock, requirements in lists.items()
    }


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCKS[lock].read_text(encoding="utf-8"), re.MULTILINE)
    return {normalised(name): version for name, version in found}


def documented() -> dict[str, list[str]]:
    """First cell -> the other cells of every table row whose first cell is a `name` in docs/dependencies.md."""
    rows = re.findall(r"^\| `([^`]+)` \|(.+)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}


DECLARED = [(lock, name) for lock, names in declared().items() for name in names]


@pytest.mark.parametrize(("lock", "name"), DECLARED, ids=[f"{lock}-{name}" for lock, name in DECLARED])
def test_every_dependency_is_locked_and_documented(lock: str, name: str) -> None:
    version = pins(lock)[name]
    assert name in documented(), f"docs/dependencies.md has no row for `{name}`"
    release, licence, purpose, reason, replacement = documented()[name]
    assert re.fullmatch(rf"{re.escape(version)} \(\d{{4}}-\d{{2}}\)", release), (
        f"docs/dependencies.md gives {release} for {name}; requirements/{lock}.lock.txt has {version}"
    )
    assert all([licence, purpose, reason, replacement])


def test_the_page_names_no_dependency_that_is_gone() -> None:
    assert set(documented()) == {name for _, name in DECLARED}


def test_there_is_one_lock_for_every_list() -> None:
    assert set(LOCKS) == set(declared())


@pytest.mark.parametrize("lock", sorted(LOCKS))
def test_a_lock_pins_by_hash_and_names_no_host(lock: str) -> None:
    text = LOCKS[lock].read_text(encoding="utf-8")
    assert not re.search(r"://|--(?!hash=sha256:)|@", text)
    for entry in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert re.match(r"[\w.-]+==\S+", entry), f"not pinned: {entry.splitlines()[0]}"
        assert "--hash=sha256:" in entry, f"no hash: {entry.splitlines()[0]}"


def test_layers_installed_together_agree_on_every_version() -> None:
    seen: dict[str, str] = {}
    for lock in ("build", "base", "test", "browser", "bench"):
        for name, version in pins(lock).items():
            assert seen.setdefault(name, version) == version, f"{name} in requirements/{lock}.lock.txt"


def test_durable_rules_is_asked_for_only_where_it_imports() -> None:
    line = next(line for line in PROJECT["project"]["dependencies"] if line.startswith("durable-rules"))
    assert line == "durable-rules==2.0.28; python_version < '3.13'"
    assert re.search(
        r"^durable-rules==2\.0\.28 ; python_full_version < '3\.13'",
        LOCKS["base"].read_text(encoding="utf-8"),
        re.MULTILINE,
    )


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "run", *arguments], capture_output=True, text=True, check=False)


def test_run_help_lists_exactly_the_commands() -> None:
    answer = run("help")
    assert answer.returncode == 0
    assert tuple(re.findall(r"^\./run ([\w-]+)", answer.stdout, re.MULTILINE)) == COMMANDS
    script = (ROOT / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^command_(\w+)\(\)", script, re.MULTILINE)
    assert {name.replace("_", "-") for name in commands} == set(COMMANDS)


def test_run_refuses_an_unknown_command() -> None:
    answer = run("tset")
    assert answer.returncode == 2
    assert "there is no command 'tset'" in answer.stderr


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_are_executable_and_strict(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    text = (ROOT / script).read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in text


def test_the_licence_is_apache_2() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "APPENDIX: How to apply the Apache License to your work." in text


def test_code_owners_name_folders_that_exist() -> None:
    lines = (ROOT / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    patterns = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert patterns[0] == "*"
    missing = [pattern for pattern in patterns[1:] if not (ROOT / pattern.strip("/")).exists()]
    assert not missing
