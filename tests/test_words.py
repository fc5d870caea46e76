"""rules/words: the files of the repository are sound, every fault has its finding, and say() does not forgive."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.finding import Finding
from checker.source import Source, parse
from checker.words import LANGUAGES, WORDS_CODES, NoSentence, Words, load_words, read_words


def source(name: str, text: str) -> Source:
    found, findings = parse(text.encode(), f"rules/words/{name}")
    assert found is not None, findings
    return found


def words(zh: str, en: str) -> Words:
    return read_words([source("demo.zh-Hans.yaml", zh), source("demo.en.yaml", en)])


def shape(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.name, str(finding.place)


def test_the_words_of_the_repository_are_sound(repository: Path) -> None:
    found = load_words(repository / "rules" / "words")
    assert found.findings() == ()
    assert {language for language in LANGUAGES if found.sentences[language]} == set(LANGUAGES)
    assert found.say("conditions.yes", "zh-Hans") == "是"


def test_say_fills_the_fields_in_one_pass() -> None:
    found = words("is: '{a}为{b}'", "is: '{a} is {b}'")
    assert found.say("demo.is", "en", a="{b}", b="{{x}} <b>") == "{b} is {{x}} <b>"


def test_a_key_that_the_files_lack_names_the_file() -> None:
    with pytest.raises(NoSentence, match=r"no words for 'demo\.isnt' in en") as raised:
        words("is: 是", "is: is").say("demo.isnt", "en")
    assert shape(raised.value.finding) == ("W06", "sentence-missing", "rules/words/demo.en.yaml")


def test_rules_older_than_the_program_end_a_command_with_a_sentence(repository: Path, tmp_path: Path) -> None:
    shutil.copytree(repository / "catalogue", tmp_path / "catalogue")
    shutil.copytree(repository / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("site.*.yaml"))
    command = [
        sys.executable,
        "-m",
        "checker.cli",
        "--root",
        str(tmp_path),
        "build",
        "--out",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=repository)
    assert done.returncode == 2
    assert "rules/words/site.zh-Hans.yaml: W06" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_field_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match=r"need the fields \['b'\]"):
        words("is: '{a}{b}'", "is: '{a}{b}'").say("demo.is", "zh-Hans", a="x")


def test_a_key_in_one_language_only() -> None:
    (finding,) = words("format: 1\nis: 是\nbare: 无", "format: 1\nis: is").findings()
    assert shape(finding) == ("W03", "words-in-every-language", "rules/words/demo.zh-Hans.yaml:3:7")
    (finding,) = words("is: 是", "is: is\nbare: none").findings()
    assert shape(finding) == ("W03", "words-in-every-language", "rules/words/demo.en.yaml:2:7")


def test_fields_that_differ_between_the_languages() -> None:
    (finding,) = words("is: '{a}为{b}'", "is: '{a} is {c}'").findings()
    assert shape(finding) == ("W04", "words-same-fields", "rules/words/demo.en.yaml:1:5")
    assert finding.message.en.endswith(": b, c")
    assert [place.path for place in finding.related] == ["rules/words/demo.zh-Hans.yaml"]


def test_the_same_field_twice_is_the_same_field() -> None:
    assert words("is: '{a}{a}'", "is: '{a}'").findings() == ()


@pytest.mark.parametrize("sentence", ["'{ a }'", "'{a'", "'a}'", "'{A}'", "'{a.b}'", "'{0}'", "'{}'"])
def test_braces_without_a_field_name(sentence: str) -> None:
    codes = {finding.code for finding in words(f"is: {sentence}", f"is: {sentence}").findings()}
    assert codes == {"W05"}


def test_a_nested_or_empty_line() -> None:
    codes = [finding.code for finding in words("is: {a: b}\nno: null", "is: is\nno: 'no'").findings()]
    assert codes == ["W03", "W03", "W02", "W02"]  # the English lines then have no Chinese beside them


def test_a_file_that_is_a_list() -> None:
    assert [f.code for f in read_words([source("demo.en.yaml", "- a")]).findings()] == ["W02"]


@pytest.mark.parametrize("name", ["demo.yaml", "demo.de.yaml", "demo.en.extra.yaml", "en.yaml"])
def test_a_file_whose_language_is_not_known(name: str) -> None:
    (finding,) = read_words([source(name, "is: is")]).findings()
    assert shape(finding) == ("W01", "words-file-name", f"rules/words/{name}")


def test_load_words_passes_on_what_the_loader_finds(tmp_path: Path) -> None:
    (tmp_path / "demo.en.yaml").write_text("a: &x b\n", encoding="utf-8")
    found = load_words(tmp_path)
    assert found.findings()
    assert found.findings()[0].place.path == "rules/words/demo.en.yaml"


def test_every_code_is_explained() -> None:
    assert list(WORDS_CODES) == ["W01", "W02", "W03", "W04", "W05", "W06"]
    assert all(code.bad != code.good and code.summary.en for code in WORDS_CODES.values())
