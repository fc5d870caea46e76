"""`banshi letter VERDICT.json --kind acceptance|supplement|refusal`: the statutory letter that goes with a verdict.

In: what `banshi check --format json` printed, from a file or `-`. Out: a Word, PDF or HTML file, numbered, with places for what
no verdict holds: the applicant's name, the seal. Exit 0 written, 2 when the verdict cannot be read, bears no such letter, or the
file cannot be written.
The surprising thing: the verdict is not trusted blindly. Its edition must be the one that the catalogue holds, or the letter
would cite rules that nobody can look up.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import click

from checker.catalogue import NoEdition
from checker.cli.session import Session, pass_session
from checker.finding import Finding, Language, Place, Text
from checker.phrases import Phrases
from checker.source import JSON_LIMIT, Source, parse_json, read
from checker.verdict import Verdict
from checker.verdict_reading import read_verdict
from generators.document import Document
from generators.formats import FORMATS
from generators.letters import KINDS, Kind, misfit
from generators.letters import letter as statutory_letter
from generators.writing import write_atomic

__all__ = ["letter"]

_FORMATS = ("docx", "pdf", "html")
_LONGEST_NUMBER = 60


@click.command("letter")
@click.argument("file", metavar="VERDICT.json")
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help="Which letter.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Kind of file [by the ending of --out, else docx]."
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write [MATTER-KIND.docx].")
@click.option("--number", default="", metavar="NO", help="The letter's number, such as 示人社补〔2026〕12号.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the letter [left to fill in].")
@click.option(
    "--template",
    "template_file",
    type=click.Path(path_type=Path),
    help="The office's own Word template [rules/templates/letter.docx, or the shipped one].",
)
@pass_session
def letter(
    session: Session,
    file: str,
    kind: Kind,
    form: str | None,
    out: Path | None,
    number: str,
    day: datetime | None,
    template_file: Path | None,
) -> None:
    """Write the statutory letter that a verdict bears."""
    verdict = _verdict(session, file)
    on = day.date() if day else None
    phrases = _phrases(session, verdict)
    name, target = _target(session, form, out, verdict, kind)
    if template_file and name != "docx":
        session.leave(
            [
                Finding(
                    "B67", "unknown-letter-format", "error", Place(str(template_file)),
                    Text("模板只用于 Word 文书", "a template is for Word letters only"),
                    Text("去掉 --template，或者写 --format docx", "leave out --template, or say --format docx"),
                )
            ]
        )  # fmt: skip
    document = _letter(session, verdict, kind, phrases, _number(session, number), on, file)
    data = _written(session, document, phrases, name, template_file)
    try:
        write_atomic(target, data)
    except OSError as error:
        session.leave(
            [
                Finding(
                    "B66", "letter-not-written", "error", Place(str(target)),
                    Text(f"写不成（{error.strerror or error}）", f"cannot be written ({error.strerror or error})"),
                    Text("检查文件夹、权限和磁盘空间", "check the folder, its permissions and the space on the disk"),
                )
            ]
        )  # fmt: skip
    session.errors.print(str(target), markup=False)


def _number(session: Session, number: str) -> str:
    if len(number) > _LONGEST_NUMBER or not number.isprintable():
        session.leave(
            [
                Finding(
                    "B64", "letter-does-not-fit", "error", Place("--number"),
                    Text("文书编号太长，或者里面有控制字符", "the number is too long or holds control characters"),
                    Text(f"最多 {_LONGEST_NUMBER} 个字", f"at most {_LONGEST_NUMBER} characters"),
                )
            ]
        )  # fmt: skip
    return number


def _verdict(session: Session, name: str) -> Verdict:
    """The verdict, judged by its schema; leaves with everything that is wrong with the file."""
    source, findings = _source(name)
    if source is None:
        session.leave(findings)
    if isinstance(source.data, list):
        session.leave(
            [
                Finding(
                    "B69", "not-one-verdict", "error", Place(source.path),
                    Text(f"这里有 {len(source.data)} 个结论，一份文书对应一个",
                         f"there are {len(source.data)} verdicts; a letter goes with one"),
                    Text("一次只查一个文件：`banshi check 文件 --format json`",
                         "check one file: `banshi check FILE --format json`"),
                )
            ]
        )  # fmt: skip
    shape = session.catalogue.schemas.check("verdict", source)
    if shape or not isinstance(source.data, dict):
        session.leave((*findings, *shape))
    try:
        return read_verdict(source.data)
    except (ValueError, ArithmeticError) as error:
        # a day such as 2026-02-30 has the form of a day
        message = Text(
            f"结论里有读不懂的值（{error}）", f"the verdict holds a value that cannot be read ({error})"
        )
        remedy = Text(
            "用 `banshi check --format json` 重新生成", "make it again with `banshi check --format json`"
        )
        session.leave([Finding("B69", "not-one-verdict", "error", Place(source.path), message, remedy)])


def _source(name: str) -> tuple[Source | None, tuple[Finding, ...]]:
    if name == "-":
        return parse_json(sys.stdin.buffer.read(JSON_LIMIT + 1), "-", JSON_LIMIT)
    path = Path(name)
    data, findings = read(path, path.parent, JSON_LIMIT)
    return (None, findings) if data is None else parse_json(data, name, JSON_LIMIT)


def _phrases(session: Session, verdict: Verdict) -> Phrases:
    """The letter speaks the language of its verdict: sentences of both stand side by side."""
    spoken = session.phrases
    language: Language = next(
        (each for each in get_args(Language) if each == verdict.language), spoken.language
    )
    return replace(spoken, language=language, _said={}) if language != spoken.language else spoken


def _target(
    session: Session, form: str | None, out: Path | None, verdict: Verdict, kind: Kind
) -> tuple[str, Path]:
    """Format and file. They must agree, and the format must be there."""
    endings = {FORMATS[name].suffix: name for name in _FORMATS if name in FORMATS}
    name = form or (endings.get(out.suffix.lower(), "") if out else "docx")
    if name not in endings.values() or (out and endings.get(out.suffix.lower()) != name):
        known = "、".join(endings)
        session.leave(
            [
                Finding(
                    "B67", "unknown-letter-format", "error", Place(str(out) if out else "--format"),
                    Text(f"不会写 {out.suffix if out else name or '这种格式'}", f"cannot write {out.suffix if out else name}")
                    if not name or name not in endings.values()
                    else Text(f"文件名的结尾和 --format {name} 不一致", f"the name's ending does not agree with --format {name}"),
                    Text(f"文件名以 {known} 结尾", f"let the name end in {known.replace('、', ' or ')}"),
                )
            ]
        )  # fmt: skip
    return name, out or Path(f"{verdict.matter}-{kind}{FORMATS[name].suffix}")


def _letter(
    session: Session, verdict: Verdict, kind: Kind, phrases: Phrases, number: str, on: date | None, name: str
) -> Document:
    """The letter, unless something stands in its way."""
    catalogue = session.catalogue
    place = Place(name)
    try:
        edition = catalogue.at(verdict.matter, verdict.on, verdict.office)
    except NoEdition as error:
        session.leave([replace(error.finding, place=place)])
    if edition.effective_from != verdict.edition or edition.version != verdict.version:
        session.leave(
            [
                Finding(
                    "B65", "letter-other-edition", "error", place,
                    Text(f"结论依据 {verdict.edition} 的第 {verdict.version} 版，"
                         f"目录里那一天有效的是 {edition.effective_from} 的第 {edition.version} 版",
                         f"the verdict rests on version {verdict.version} of {verdict.edition}, but on that day"
                         f" version {edition.version} of {edition.effective_from} is in force"),
                    Text("用现在的目录重新查一次", "check again with this catalogue"),
                    (edition.place,),
                )
            ]
        )  # fmt: skip
    against = misfit(kind, verdict, on)
    if against:
        session.leave([replace(against, place=place)])
    if verdict.catalogue_version != session.version:
        session.tell(
            [
                Finding(
                    "B65", "letter-other-edition", "warning", place,
                    Text(f"结论是按目录 {verdict.catalogue_version} 作出的，现在的目录是 {session.version}；版本相同，文书照写",
                         f"the verdict was given by catalogue {verdict.catalogue_version}, this is {session.version};"
                         " the edition is the same"),
                )
            ]
        )  # fmt: skip
    return statutory_letter(kind, verdict, catalogue, phrases, number=number, day=on)


def _written(
    session: Session, document: Document, phrases: Phrases, name: str, template_file: Path | None
) -> bytes:
    """The letter as bytes; a Word letter in the office's template."""
    # imported here: Typst and python-docx take a tenth of a second each
    if name != "docx":
        from generators.typeset.failures import CannotPrint

        try:
            return FORMATS[name].write(document, phrases)
        except CannotPrint as error:
            session.leave([error.finding])
    from generators.formats.docx import WordFault, write_with
    from generators.word_guides import office_template
    from generators.word_template import template

    own = template_file or session.root / "rules" / "templates" / "letter.docx"
    try:
        data = office_template(own)
        if template_file and not data:
            session.leave(
                [
                    Finding(
                        "B60", "template-not-usable", "error", Place(str(own)),
                        Text("没有这个模板，或者它是空的", "there is no such template, or it is empty"),
                        Text("检查 --template 的文件名", "check the name given with --template"),
                    )
                ]
            )  # fmt: skip
        return write_with(document, phrases, data or template("letter"), str(own), "letter")
    except WordFault as fault:
        session.leave(fault.findings)
