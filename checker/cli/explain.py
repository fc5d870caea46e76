"""`banshi explain CODE`: the rule behind a code, its article, and what is wrong and right in YAML.

In: a code, or --list. Out: text or JSON. Exit 0, or 2 for a code that does not exist. The surprising thing: the
examples printed here are the ones that the tests run.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import click
from rich.text import Text as Line

from checker.cli.session import CANNOT_RUN, Session, pass_session
from checker.codes import EXPLAINED, FAMILIES, Explained
from checker.finding import Text

__all__ = ["explain"]


@click.command()
@click.argument("code", required=False)
@click.option("--list", "listed", is_flag=True, help="All codes with their rules.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def explain(session: Session, code: str | None, listed: bool, form: str) -> None:
    """Explain a code such as L03: the rule, the law, a bad and a good example."""
    if listed or code is None:
        _list(session, form)
        return
    entry = EXPLAINED.get(code.upper()) or next(
        (item for item in EXPLAINED.values() if item.name == code.lower()), None
    )
    if entry is None:
        _unknown(session, code)
    elif form == "json":
        session.print_json(_as_data(entry))
    else:
        _print(session, entry)


def _unknown(session: Session, code: str) -> None:
    near = get_close_matches(code.upper(), EXPLAINED, n=3, cutoff=0.5)
    near += get_close_matches(code.lower(), [entry.name for entry in EXPLAINED.values()], n=2, cutoff=0.6)
    session.errors.print(session.text(Text(f"没有编号 {code}", f"there is no code {code}")), markup=False)
    if near:
        listed = ", ".join(near)
        session.errors.print(
            f"  help: {session.text(Text(f'相近的有 {listed}', f'near it: {listed}'))}", markup=False
        )
    raise SystemExit(CANNOT_RUN)


def _list(session: Session, form: str) -> None:
    if form == "json":
        session.print_json([_as_data(entry) for entry in EXPLAINED.values()])
        return
    for letter, title in FAMILIES.items():
        session.console.print(Line(session.text(title), style="bold"))
        for entry in EXPLAINED.values():
            if entry.code.startswith(letter):
                session.console.print(
                    Line.assemble(
                        (f"  {entry.code} ", "cyan"), session.text(entry.rule), (f" [{entry.name}]", "dim")
                    )
                )


def _as_data(entry: Explained) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "severity": entry.severity,
        "rule": {"zh": entry.rule.zh, "en": entry.rule.en},
        "basis": entry.basis,
        "bad": entry.bad,
        "good": entry.good,
    }


def _print(session: Session, entry: Explained) -> None:
    show = session.console.print
    show(Line.assemble((f"{entry.code} {entry.name}", "bold"), f"  {entry.severity}"))
    show(Line(entry.rule.zh))
    show(Line(entry.rule.en))
    if entry.basis:
        show(Line(session.text(Text(f"依据：{entry.basis}", f"Basis: {entry.basis}"))))
    for title, example in ((Text("错误：", "Bad:"), entry.bad), (Text("正确：", "Good:"), entry.good)):
        if example:
            show(Line("\n" + session.text(title), style="bold"))
            show(Line("\n".join(f"    {line}" for line in example.rstrip().splitlines())))
