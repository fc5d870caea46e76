"""The `banshi` command: global options, and one module a command.

In: argv. Out: text or JSON on standard output, 0 (fine), 1 (findings) or 2 (cannot run).
The surprising thing: a command's module is imported when the command is called, so that `lint` does not wait for the generators.
`--root` may point at any folder with catalogue/ and rules/; without it the checkout is used, or what came with the wheel.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console

from checker.cli.session import CANNOT_RUN, Session
from checker.finding import LANGUAGES, Language
from checker.words import NoSentence

__all__ = ["app", "main", "options_first"]

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE.parent, _PACKAGE / "_starter")
"""Where the catalogue came with the program: a checkout, or the wheel."""


_COMMANDS = (
    "announce",
    "ask",
    "build",
    "check",
    "conformance",
    "diff",
    "due",
    "explain",
    "export",
    "impact",
    "import",
    "law",
    "letter",
    "lint",
    "new",
    "prove",
    "publish",
    "serve",
    "show",
    "stats",
    "test",
    "verify",
)


class _Commands(click.Group):
    """The commands by name; each is the function of its name in the module of its name (`import_` for `import`)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = getattr(import_module(f"checker.cli.{name}"), name)
        return command


class _Terminal(Console):
    """rich would leave with 1 when nobody reads on; 1 means findings here."""

    def on_broken_pipe(self) -> None:
        """Let `main` end it."""
        raise BrokenPipeError


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.option("--root", type=click.Path(path_type=Path), help="Folder that holds catalogue/ and rules/.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of answers and messages [zh-Hans, or BANSHI_LANGUAGE].",
)
@click.version_option(package_name="banshi", prog_name="banshi")
@click.pass_context
def app(context: click.Context, root: Path | None, language: Language | None) -> None:
    """Banshi (办事): matters as YAML, lawful verdicts, printed guides."""
    wanted = os.environ.get("BANSHI_LANGUAGE")
    usual: Language = next((each for each in LANGUAGES if each == wanted), "zh-Hans")
    chosen = language or usual
    context.obj = Session(
        root or _default_root(),
        chosen,
        _Terminal(soft_wrap=True, highlight=False, emoji=False),
        _Terminal(stderr=True, soft_wrap=True, highlight=False, emoji=False),
    )


def _default_root() -> Path:
    """The nearest folder upwards that holds both folders; else the catalogue that came with the program."""
    here = Path.cwd()
    for folder in (here, *here.parents, *_SHIPPED):
        if (folder / "catalogue").is_dir() and (folder / "rules").is_dir():
            return folder
    return here


def options_first(arguments: Sequence[str]) -> list[str]:
    """The global options moved to the front, so that `banshi lint --root DIR` is `banshi --root DIR lint`.

    `build` and `publish` have a `--language` of their own (that of what is made), which stays where it is.
    """
    own = {"build", "publish"} & set(arguments)
    moved = ("--root",) if own else ("--root", "--language")
    front: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            rest += [argument, *left]
        elif argument in moved:
            front += [argument, *(value for value in (next(left, None),) if value is not None)]
        elif argument.startswith(tuple(f"{name}=" for name in moved)):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def main() -> None:
    """Run the command. What click cannot parse, a full disk and a reader that went away end with 2 (cannot run)."""
    code = 0
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # not app(): click's own main ends a closed pipe with 1, which means findings here
        with app.make_context("banshi", options_first(sys.argv[1:])) as context:
            try:
                app.invoke(context)
            except NoSentence as missing:
                context.obj.leave([missing.finding])
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except click.ClickException as error:
        error.show()
        code = CANNOT_RUN
    except click.Abort:
        code = CANNOT_RUN
    except BrokenPipeError:
        # nobody reads on: what Python would still flush at its end goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CANNOT_RUN
    except OSError as error:
        sys.stderr.write(f"banshi: {error.strerror or error}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CANNOT_RUN
    raise SystemExit(code)
