"""What others add to the site: further pages of each matter, and data about it for machines.

In: nothing; each addition is one line here. Out: the modules and functions, imported when a site is built.
The surprising thing: an addition is asked for one matter at a time and may look at nothing but that matter and what all matters
share. That is what lets a rebuild leave the other ten thousand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from checker.finding import Finding
from generators.subject import Page, Selection, Subject

__all__ = ["EXTRA_PAGES", "JSON_LD", "Extra", "data_of", "pages_of", "shared_pages"]


@dataclass(frozen=True, slots=True)
class Extra:
    """A module with `shared(selection)` and `pages(subject)`, each giving `Page`s and `Finding`s.

    `precheck`: where its pre-check of a matter is, such as `{matter}/check.html`. When `pages` makes that page, the main button
    of the guide leads to it.
    """

    module: str
    precheck: str = ""


EXTRA_PAGES: tuple[Extra, ...] = (Extra("generators.offline.page", precheck="{matter}/check.html"),)

JSON_LD: tuple[str, ...] = ("generators.jsonld:json_ld",)
"""`module:function`, from a `Subject` to a mapping or None; the first that gives one stands in the head of the guide."""


def shared_pages(selection: Selection, extras: tuple[Extra, ...] = EXTRA_PAGES) -> Iterator[Page | Finding]:
    """What the additions need once."""
    for extra in extras:
        yield from import_module(extra.module).shared(selection)


def pages_of(subject: Subject, extras: tuple[Extra, ...] = EXTRA_PAGES) -> tuple[list[Page | Finding], str]:
    """The further pages of a matter, and where its pre-check is, relative to the guide; "" without one."""
    found: list[Page | Finding] = []
    check = ""
    for extra in extras:
        made: Iterable[Page | Finding] = import_module(extra.module).pages(subject)
        found += made
        address = extra.precheck.replace("{matter}", subject.matter)
        if address and any(isinstance(one, Page) and one.path == f"html/{address}" for one in found):
            check = check or address
    return found, check


def data_of(subject: Subject, functions: tuple[str, ...] = JSON_LD) -> Mapping[str, Any] | None:
    """The matter as linked data."""
    for name in functions:
        module, _, function = name.partition(":")
        data: Mapping[str, Any] | None = getattr(import_module(module), function)(subject)
        if data is not None:
            return data
    return None
