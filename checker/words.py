"""The sentences for citizens: rules/words/<area>.<language>.yaml -> one lookup by key and language.

In: the parsed files, flat maps of key -> sentence with `{name}` fields. Out: `Words`; `say("conditions.between", "en", ...)`.
The surprising thing: a sentence is filled in one pass by our own substitution, never by a template engine or
`str.format`, so braces or markup in a fact's text stay what they are. What is wrong with the files is a finding;
a key that the files lack is a `NoSentence`, a field that the program forgets a KeyError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from checker.finding import Finding, Language, Place, Text, in_order
from checker.source import Code, Source, parse

__all__ = ["LANGUAGES", "WORDS_CODES", "NoSentence", "Words", "load_words", "read_words"]

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")
"""The languages that are written. Others are made from the first of them (`Words.made`)."""

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_TABLE = (
    Code(
        "W01",
        "words-file-name",
        Text(
            "文件名写成“范围.语言.yaml”，语言是 zh-Hans 或者 en",
            "a words file is named area.language.yaml, the language zh-Hans or en",
        ),
        "rules/words/conditions.yaml",
        "rules/words/conditions.zh-Hans.yaml",
    ),
    Code(
        "W02",
        "words-are-flat",
        Text(
            "每一行是“键: 句子”，不嵌套；只有 format 是数字",
            "each line is key: sentence, nothing nested; only format is a number",
        ),
        "known: {yes: 已提供}",
        "known: 已提供{subject}",
    ),
    Code(
        "W03",
        "words-in-every-language",
        Text("每个键在每种语言里都要有", "every key stands in every language"),
        "# 只在 conditions.zh-Hans.yaml 里 / only in conditions.zh-Hans.yaml\nknown: 已提供{subject}",
        "# 两个文件里都有 / in both files\nknown: 已提供{subject}",
    ),
    Code(
        "W04",
        "words-same-fields",
        Text("同一个键在各种语言里用同样的花括号字段", "a key uses the same {fields} in every language"),
        "known: 已提供{subject}    # en: {fact} was given",
        "known: 已提供{subject}    # en: {subject} was given",
    ),
    Code(
        "W05",
        "words-plain-braces",
        Text("花括号里只能是小写英文字段名", "braces hold a lower-case field name and nothing else"),
        "known: 已提供{ subject }",
        "known: 已提供{subject}",
    ),
    Code(
        "W06",
        "sentence-missing",
        Text(
            "程序要说的每一句话都在用语文件里",
            "every sentence that the program says stands in the files of words",
        ),
        "# conditions.zh-Hans.yaml 来自旧版本 / from an older version",
        "# 换成这个版本附带的文件 / the file that comes with this version",
    ),
)

WORDS_CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _TABLE})


class NoSentence(KeyError):
    """The rules hold no sentence for a key that the program says: they are older than the program, or a line was deleted.

    `finding` says which file it belongs to.
    """

    def __init__(self, key: str, language: Language) -> None:
        super().__init__(f"no words for {key!r} in {language}")
        area, _, rest = key.partition(".")
        path = f"rules/words/{area}.{language}.yaml"
        self.finding = Finding(
            "W06", "sentence-missing", "error", Place(path),
            Text(f"没有“{rest}”这一句，程序要说", f"there is no `{rest}`, which the program has to say"),
            Text("用这个版本的 Banshi 附带的同名文件换掉它，再改成本机关的说法",
                 "replace it by the file of that name that comes with this version of Banshi, then adapt the wording"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """All sentences, language -> "area.key" -> sentence, and what is wrong with their files.

    `made`: the languages made from the Chinese sentences, each with its conversion; checker/languages.py adds them.
    """

    sentences: Mapping[Language, Mapping[str, str]]
    problems: tuple[Finding, ...] = ()
    made: Mapping[Language, Callable[[str], str]] = field(default_factory=dict, compare=False, repr=False)

    def say(self, key: str, language: Language, **fields: str) -> str:
        """The sentence with its fields filled in. Raises `NoSentence` for a key that the files do not have; a field that is not
        given is a mistake of the program."""
        convert = self.made.get(language)
        written: Language = "zh-Hans" if convert else language
        sentence = self.sentences[written].get(key)
        if sentence is None:
            raise NoSentence(key, written)
        if convert:  # the sentence alone: its fields come converted
            sentence = convert(sentence)
        if "{" not in sentence:
            return sentence
        missing = [name for name in _FIELD.findall(sentence) if name not in fields]
        if missing:
            raise KeyError(f"words {key!r} in {language} need the fields {missing}")
        return _FIELD.sub(lambda match: fields[match[1]], sentence)

    def chinese(self, text: str, language: Language) -> str:
        """A Chinese text of the catalogue as readers of `language` write it; those of English read it as it stands."""
        convert = self.made.get(language)
        return convert(text) if convert else text

    def text(self, text: Text, language: Language) -> str:
        """A text of the catalogue in `language`; Chinese where no English was written."""
        return text.in_language(language) if language not in self.made else self.made[language](text.zh)

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the files: names, shape, keys or fields that differ between the languages."""
        return self.problems


def load_words(folder: Path, shown_as: str = "rules/words") -> Words:
    """The words of every YAML file in `folder`; findings name the files below `shown_as`."""
    sources: list[Source] = []
    problems: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")):
        source, findings = parse(path.read_bytes(), f"{shown_as}/{path.name}")
        problems.extend(findings)
        if source is not None:
            sources.append(source)
    words = read_words(sources)
    return Words(words.sentences, in_order((*problems, *words.problems)))


def read_words(sources: Iterable[Source]) -> Words:
    """The words of these parsed files."""
    sentences: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    places: dict[tuple[Language, str], Place] = {}
    problems: list[Finding] = []
    for source in sources:
        area, language = _named_after(source.path)
        if language is None:
            zh, en = "看不出这个文件是哪种语言", "the file name does not say its language"
            remedy = Text(
                "改名为“范围.zh-Hans.yaml”或者“范围.en.yaml”", "name it area.zh-Hans.yaml or area.en.yaml"
            )
            problems.append(_finding("W01", Place(source.path), zh, en, remedy))
            continue
        for key, sentence in _lines(source, problems):
            full = f"{area}.{key}"
            sentences[language][full] = sentence
            places[language, full] = source.place((key,))
    problems.extend(_differences(sentences, places))
    return Words(sentences, in_order(problems))


def _named_after(path: str) -> tuple[str, Language | None]:
    parts = PurePosixPath(path).name.split(".")
    language = next((each for each in LANGUAGES if parts[1:] == [each, "yaml"]), None)
    return parts[0], language


def _lines(source: Source, problems: list[Finding]) -> Iterator[tuple[str, str]]:
    if not isinstance(source.data, dict):
        zh, en = "文件应当是若干行“键: 句子”", "the file must be a map of key: sentence"
        problems.append(_finding("W02", source.place(), zh, en))
        return
    for key, sentence in source.data.items():
        if key == "format":
            continue
        if not isinstance(sentence, str):
            zh, en = f"“{key}”后面应当是一句话", f"`{key}` must be one sentence"
            problems.append(_finding("W02", source.place((key,)), zh, en))
            continue
        if re.search(r"[{}]", _FIELD.sub("", sentence)):
            zh, en = f"“{key}”里的花括号不成对，或者不是字段名", f"`{key}` has braces that hold no field name"
            problems.append(_finding("W05", source.place((key,)), zh, en))
        yield key, sentence


def _differences(
    sentences: Mapping[Language, Mapping[str, str]], places: Mapping[tuple[Language, str], Place]
) -> Iterator[Finding]:
    reference = LANGUAGES[0]
    for key in sorted({key for keys in sentences.values() for key in keys}):
        having = [language for language in LANGUAGES if key in sentences[language]]
        for language in LANGUAGES:
            if language not in having:
                zh, en = f"“{key}”没有 {language} 的句子", f"`{key}` has no sentence in {language}"
                yield _finding("W03", places[having[0], key], zh, en)
        if reference not in having:
            continue
        expected = set(_FIELD.findall(sentences[reference][key]))
        for language in having[1:]:
            found = set(_FIELD.findall(sentences[language][key]))
            if found != expected:
                names = ", ".join(sorted(found ^ expected))
                zh = f"“{key}”在 {reference} 和 {language} 里的字段不一样：{names}"
                en = f"`{key}` has other fields in {language} than in {reference}: {names}"
                related = (places[reference, key],)
                yield _finding("W04", places[language, key], zh, en, related=related)


def _finding(
    code: str,
    place: Place,
    zh: str,
    en: str,
    remedy: Text | None = None,
    related: tuple[Place, ...] = (),
) -> Finding:
    return Finding(code, WORDS_CODES[code].name, "error", place, Text(zh, en), remedy, related)
