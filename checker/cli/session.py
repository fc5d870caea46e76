"""What all commands share: the root, the language, today, the loaded catalogue, and how to leave.

In: the options before the command's name. Out: a `Session` in click's context.
The surprising thing: this is the only place that asks for today's date, the version and the git commit; everything below is told.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from rich.console import Console

from checker.catalogue import Catalogue
from checker.finding import Finding, Language, Text
from checker.loading import load_catalogue

if TYPE_CHECKING:
    from checker.desks import Desks
    from checker.engines.available import Wanted
    from checker.phrases import Phrases

__all__ = ["CANNOT_RUN", "FOUND", "OK", "Session", "commit_of", "pass_session"]

OK, FOUND, CANNOT_RUN = 0, 1, 2


@dataclass(eq=False)
class Session:
    """One run of the command. `console` writes the answer, `errors` what went wrong."""

    root: Path
    language: Language
    console: Console
    errors: Console

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue below the root, loaded on first use."""
        return load_catalogue(self.root)

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases of the chosen language."""
        return self.phrases_in(self.language)

    def phrases_in(self, language: Language) -> Phrases:
        """The phrases of any language; leaves when the words themselves cannot be read."""
        catalogue = self.catalogue
        if not catalogue.words.sentences["en" if language == "en" else "zh-Hans"]:
            self.leave(finding for finding in catalogue.findings if finding.place.path.startswith("rules"))
        from checker.languages import phrases_in  # here and below: `lint` has no use for them

        return phrases_in(catalogue, language)

    def desks(self, wanted: Wanted = "both") -> Desks:
        """The desks of this catalogue; leaves when the rules that hold for every matter have errors."""
        broken = [finding for finding in self.catalogue.findings if _general(finding)]
        if broken:
            self.leave(broken)
        from checker.desks import desks

        return desks(self.catalogue, wanted, self.version)

    @cached_property
    def version(self) -> str:
        """Which catalogue this is: the git commit, marked when files differ from it; without git a digest of the content."""
        return commit_of(self.root) or f"content-{self.catalogue.digest[:12]}"

    def today(self) -> date:
        """The day on which the command runs."""
        return date.today()  # noqa: DTZ011  # the front door: legal days are counted where the office stands

    def text(self, text: Text | None) -> str:
        """A message in the chosen language."""
        return text.in_language(self.language) if text else ""

    def print_json(self, data: Any) -> None:
        """One JSON document on standard output."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def tell(self, findings: Iterable[Finding]) -> None:
        """Findings on standard error, one by one, each with its remedy."""
        for finding in findings:
            self.errors.print(
                f"{finding.place}: {finding.code} {self.text(finding.message)} [{finding.name}]", markup=False
            )
            if finding.help:
                self.errors.print(f"  help: {self.text(finding.help)}", markup=False)

    def leave(self, findings: Iterable[Finding]) -> NoReturn:
        """Tell why the command cannot go on, and leave with 2."""
        self.tell(findings)
        raise SystemExit(CANNOT_RUN)


pass_session = click.make_pass_decorator(Session)


def _general(finding: Finding) -> bool:
    path = finding.place.path
    return finding.severity == "error" and (path.startswith("rules/") or path in ("catalogue", "rules"))


def commit_of(root: Path) -> str:
    """The git commit of the catalogue, marked when files differ from it; "" without git."""
    git = shutil.which("git")
    if git is None:
        return ""
    commit = _git(git, root, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return ""
    changed = _git(git, root, "status", "--porcelain", "--", "catalogue", "rules")
    return f"{commit}-changed" if changed else commit


def _git(git: str, root: Path, *arguments: str) -> str:
    """The answer of one git command; empty when git does not know the folder."""
    answer = subprocess.run(
        [git, "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=20,
    )
    return answer.stdout.strip() if answer.returncode == 0 else ""
