"""Small phrases that verdicts, notices and guides share: a paper's form, an article of law, an organ, a day, an amount.

In: model values, `Words`, a language. Out: strings for people.
The surprising thing: what depends on the catalogue alone (a paper's name and form, a citation, a
condition's sentence) is said once and remembered in this object, because a check says the same phrases
for every submission.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checker.conditions.explain import sentence
from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.deadline_text import Speaker, day_text, duration_text
from checker.durations import Duration
from checker.finding import Language, Text
from checker.model.edition import Form, MaterialRequirement
from checker.model.parts import Citation, Organ
from checker.model.registers import Law, Vocabulary
from checker.words import Words

__all__ = ["Phrases", "chinese_number"]

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"([0-9]+)(?:-([0-9]+))?(?:\[([0-9]+)\])?((?:\([0-9]+\))*)")


def chinese_number(number: int) -> str:
    """1 to 9999 as law articles are numbered: 三十二, 一百零七, 一千一百九十一."""
    if not 0 < number < 10000:
        raise ValueError(f"no article has the number {number}")
    text = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif text:
            zero = True
    return text[1:] if text.startswith("一十") else text


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language over one catalogue."""

    words: Words
    language: Language
    laws: Mapping[str, Law]
    vocabulary: Vocabulary
    _said: dict[tuple[str, int], tuple[object, str]] = field(default_factory=dict, compare=False, repr=False)

    def _once(self, kind: str, subject: object, say: Callable[[], str]) -> str:
        """`say()`, remembered for this very object (kept alive beside it, so that its identity stays its own)."""
        key = (kind, id(subject))
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = (subject, say())
        return found[1]

    def say(self, key: str, **fields: str) -> str:
        """A sentence of rules/words/."""
        return self.words.say(key, self.language, **fields)

    def text(self, text: Text | None) -> str:
        """A text of the catalogue; empty when there is none, and marked where English is asked for and none was written."""
        if text is None:
            return ""
        if self.language == "en" and not text.en and text.zh:
            return self.say("exchange.only-chinese", text=text.zh)
        return self.words.text(text, self.language)

    def name(self, name: str) -> str:
        """A name that the catalogue has in Chinese alone: the title of a law, an amount in capital numerals."""
        return self.words.chinese(name, self.language)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row: a、b、c or a, b, c."""
        return (", " if self.language == "en" else "、").join(items)

    @property
    def clock(self) -> Speaker:
        """The words of days, durations and deadlines."""
        return Speaker(self.words, self.language)

    def day(self, day: date) -> str:
        """2026年2月27日."""
        return day_text(day, self.clock)

    def full_day(self, day: date) -> str:
        """The day with its weekday: 2026年2月27日（星期五）."""
        return day_text(day, self.clock, weekday=True)

    def amount(self, amount: Decimal) -> str:
        """An amount in yuan without needless decimals, with thousands separators: 2,000,000."""
        return f"{amount.quantize(Decimal('0.01')):,}".removesuffix(".00")

    def duration(self, duration: Duration) -> str:
        """20个工作日, 30日（自然日）, 当场."""
        return duration_text(duration, self.clock)

    def article(self, article: str) -> str:
        """第三十二条第（四）项, 第六条第二款; Art. 32(4). `32(4)` is article and item (项), `6[2]` article and paragraph (款)."""
        match = _ARTICLE.fullmatch(article)
        if match is None:
            return article
        if self.language == "en":
            return f"Art. {article}"
        last = f"至第{chinese_number(int(match[2]))}条" if match[2] else ""
        paragraph = f"第{chinese_number(int(match[3]))}款" if match[3] else ""
        items = "".join(f"第（{chinese_number(int(item))}）项" for item in re.findall(r"[0-9]+", match[4]))
        return self.name(f"第{chinese_number(int(match[1]))}条{last}{paragraph}{items}")

    def law(self, citation: Citation) -> str:
        """《中华人民共和国劳动合同法》第五十七条."""
        return self._once("law", citation, lambda: self._law(citation))

    def _law(self, citation: Citation) -> str:
        law = self.laws.get(citation.law)
        title = self.name(law.title) if law else citation.law
        if not citation.article:
            return self.say("verdict.law.whole", law=title)
        return self.say("verdict.law.article", law=title, article=self.article(citation.article))

    def basis(self, citations: Iterable[Citation]) -> str:
        """All citations in a row."""
        return self.listed(self.law(citation) for citation in citations)

    def organ(self, organ: Organ) -> str:
        """The name of an organ, else its level and kind."""
        if organ.name:
            return self.text(organ.name)
        agency = self.text(self.vocabulary.label("agency-kind", organ.agency_kind))
        if not organ.level:
            return agency
        level = self.text(self.vocabulary.label("exercise-level", organ.level))
        return self.say("verdict.organ.kind", level=level, agency=agency)

    def form(self, form: Form) -> str:
        """原件1份、签字、盖章、可交电子件."""
        return self._once("form", form, lambda: self._form(form))

    def _form(self, form: Form) -> str:
        parts = []
        if form.shared_data:
            return self.say("verdict.form.shared")
        if form.check_only:
            parts.append(self.say("verdict.form.check"))
        if form.originals and not form.check_only:
            parts.append(self.say("verdict.form.original", n=str(form.originals)))
        if form.copies:
            parts.append(self.say("verdict.form.copy", n=str(form.copies)))
        parts += [self.say(f"verdict.form.{key}") for key in ("signed", "sealed") if getattr(form, key)]
        if form.valid_on_receipt:
            parts.append(self.say("verdict.form.valid"))
        if form.issued_within:
            parts.append(self.say("verdict.form.within", within=self.duration(form.issued_within)))
        if form.electronic:
            parts.append(self.say("verdict.form.electronic"))
        if form.format:
            parts.append(self.text(form.format))
        return self.listed(parts) if parts else self.say("verdict.form.any")

    def sentence(self, node: Node, facts: Mapping[str, Fact]) -> str:
        """A condition in plain words, from the tree itself."""
        return self._once("sentence", node, lambda: sentence(node, facts, self.words, self.language))

    def paper(self, requirement: MaterialRequirement) -> str:
        """The name of a requirement: its paper, or its alternatives in a row."""
        return self._once("paper", requirement, lambda: self._paper(requirement))

    def _paper(self, requirement: MaterialRequirement) -> str:
        names = [self.text(form.label) for form in requirement.forms]
        if len(names) == 1:
            return names[0]
        if requirement.count > 1:
            return self.say("verdict.alternatives.some", n=str(requirement.count)) + self.listed(names)
        return self.say("verdict.alternatives.one").join(names)
