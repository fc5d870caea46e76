"""The `banshi` command: global options, and one module a command.

In: argv. Out: text or JSON on standard output, 0 (fine), 1 (findings) or 2 (cannot run).
The surprising thing: `--root` may point at any folder with catalogue/ and rules/; without it the checkout is used, and in an
installed wheel the catalogue that came with it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console

from checker.cli.announce import announce
from checker.cli.build import build
from checker.cli.check import check
from checker.cli.conformance import conformance
from checker.cli.due import due
from checker.cli.explain import explain
from checker.cli.law import law
from checker.cli.lint import lint
from checker.cli.new import new
from checker.cli.session import CANNOT_RUN, Session
from checker.cli.show import show
from checker.cli.stats import stats
from checker.cli.test import test
from checker.finding import Language

__all__ = ["app", "main"]

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE.parent, _PACKAGE / "_starter")
"""Where the catalogue came with the program: a checkout, or the wheel."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--root", type=click.Path(path_type=Path), help="Folder that holds catalogue/ and rules/.")
@click.option(
    "--language",
    type=click.Choice(["zh-Hans", "en"]),
    help="Language of messages [zh-Hans, or BANSHI_LANGUAGE].",
)
@click.version_option(package_name="banshi", prog_name="banshi")
@click.pass_context
def app(context: click.Context, root: Path | None, language: Language | None) -> None:
    """Banshi (办事): matters as YAML, lawful verdicts, printed guides."""
    chosen: Language = language or ("en" if os.environ.get("BANSHI_LANGUAGE") == "en" else "zh-Hans")
    context.obj = Session(
        root or _default_root(),
        chosen,
        Console(soft_wrap=True, highlight=False),
        Console(stderr=True, soft_wrap=True, highlight=False),
    )


def _default_root() -> Path:
    """The nearest folder upwards that holds both folders; else the catalogue that came with the program."""
    here = Path.cwd()
    for folder in (here, *here.parents, *_SHIPPED):
        if (folder / "catalogue").is_dir() and (folder / "rules").is_dir():
            return folder
    return here


for command in (lint, check, test, show, build, new, explain, conformance, stats, law, due, announce):
    app.add_command(command)


def main() -> None:
    """Run the command; what click cannot parse ends with 2, a closed pipe ends quietly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(CANNOT_RUN) from None
