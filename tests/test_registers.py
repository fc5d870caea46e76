"""The registers of the catalogue hold together: schemas, ids, names, codes and dates.

In: catalogue/catalogue.yaml, the folders laws, agencies and materials beside it, rules/vocabulary.yaml and rules/schema.
Out: nothing. The surprising thing: every check that looks over many files first says how many there must be at least,
so that an empty folder is red and not green.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from checker.source import load

Data = dict[str, Any]

SCHEMAS = ("common", "catalogue", "law", "agency", "material", "vocabulary")
LAWS, AGENCIES, MATERIALS = 104, 33, 300  # at least so many; a register never shrinks unnoticed


@dataclass(frozen=True, slots=True)
class Registers:
    """All register files as plain data, by id, and the schemas by file name."""

    root: Path
    schemas: Mapping[str, Data]
    laws: Mapping[str, Data]
    agencies: Mapping[str, Data]
    materials: Mapping[str, Data]
    vocabulary: Data
    catalogue: Data

    def terms(self, list_id: str) -> tuple[str, ...]:
        """The ids of one vocabulary list."""
        found = [item for item in self.vocabulary["lists"] if item["id"] == list_id]
        assert len(found) == 1, f"there must be one list {list_id}"
        return tuple(term["id"] for term in found[0]["codes"])

    def validator(self, name: str) -> Draft202012Validator:
        """The validator of `name`.schema.json, with all schemas of the folder at hand."""
        registry: Registry[Any] = Registry().with_resources(
            (key, Resource.from_contents(schema)) for key, schema in self.schemas.items()
        )
        return Draft202012Validator(self.schemas[f"{name}.schema.json"], registry=registry)


def _data(path: Path, root: Path) -> Data:
    source, findings = load(path, root)
    assert not findings, [str(finding) for finding in findings]
    assert source is not None
    assert isinstance(source.data, dict)
    return source.data


def _folder(root: Path, name: str) -> dict[str, Data]:
    """Every file of the folder by its stem, which must be the id."""
    found = {path.stem: _data(path, root) for path in sorted((root / "catalogue" / name).glob("*.yaml"))}
    assert [key for key, data in found.items() if data["id"] != key] == [], "the id is the name of the file"
    return found


@pytest.fixture(scope="module")
def registers(repository: Path) -> Registers:
    schemas = {path.name: _data(path, repository) for path in (repository / "rules/schema").glob("*.json")}
    return Registers(
        repository, schemas, _folder(repository, "laws"), _folder(repository, "agencies"),
        _folder(repository, "materials"), _data(repository / "rules/vocabulary.yaml", repository),
        _data(repository / "catalogue/catalogue.yaml", repository),
    )  # fmt: skip


def _duplicates(names: Iterator[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


# --- schemas


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_valid_schema(registers: Registers, name: str) -> None:
    Draft202012Validator.check_schema(registers.schemas[f"{name}.schema.json"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_explains_every_property_in_chinese(registers: Registers, name: str) -> None:
    properties = list(_properties(registers.schemas[f"{name}.schema.json"], name))
    assert len(properties) >= 7
    for word in ("title", "description"):
        assert [way for way, part in properties if not _chinese(part.get(word))] == [], word


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_hints_at_every_pattern(registers: Registers, name: str) -> None:
    schema = registers.schemas[f"{name}.schema.json"]
    parts = [(way, part) for way, part in _parts(schema, name) if "pattern" in part]
    assert parts or name in {"catalogue", "law", "material"}  # these three only refer to patterns
    assert [way for way, part in parts if set(part.get("x-hint", {})) != {"zh", "en"}] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_objects_are_closed(registers: Registers, name: str) -> None:
    parts = _parts(registers.schemas[f"{name}.schema.json"], name)
    objects = [(way, part) for way, part in parts if part.get("type") == "object" and "$defs" not in part]
    assert objects
    assert [way for way, part in objects if part.get("additionalProperties") is not False] == []


def _parts(schema: object, way: str) -> Iterator[tuple[str, Data]]:
    if isinstance(schema, dict):
        yield way, schema
        for key, value in schema.items():
            yield from _parts(value, f"{way}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from _parts(value, f"{way}/{index}")


def _properties(schema: Data, name: str) -> Iterator[tuple[str, Data]]:
    for way, part in _parts(schema, name):
        if way.rsplit("/", 1)[-1] in {"properties", "patternProperties", "$defs"}:
            yield from ((f"{way}/{key}", value) for key, value in part.items())


def _chinese(text: object) -> bool:
    return isinstance(text, str) and any("\u4e00" <= char <= "\u9fff" for char in text)


# --- every file against its schema


@pytest.mark.parametrize(
    ("folder", "schema", "least"),
    [("laws", "law", LAWS), ("agencies", "agency", AGENCIES), ("materials", "material", MATERIALS)],
)
def test_register_files_match_their_schema(
    registers: Registers, folder: str, schema: str, least: int
) -> None:
    files: Mapping[str, Data] = getattr(registers, folder)
    validator = registers.validator(schema)
    assert len(files) >= least
    errors = ((key, error) for key, data in files.items() for error in validator.iter_errors(data))
    assert [f"{key}: {error.json_path}: {error.message}" for key, error in errors] == []


@pytest.mark.parametrize("name", ["vocabulary", "catalogue"])
def test_single_files_match_their_schema(registers: Registers, name: str) -> None:
    assert [error.message for error in registers.validator(name).iter_errors(getattr(registers, name))] == []


BROKEN: Mapping[str, tuple[str, Data]] = {
    "result of a law without its successor": ("law", {"status": "replaced"}),
    "number nobody vouches for": ("law", {"document_number": "国务院令第1号"}),
    "version without a day": ("law", {"versions": [{"last_article": 3}]}),
    "sample checked as if real": ("agency", {"verified": {"by": "page", "on": "2026-11-22"}}),
    "sample with a real division": ("agency", {"division": "110000"}),
    "mobile phone": ("agency", {"enquiries": {"phone": "13800000000"}}),
    "letter O in a credit code": ("agency", {"credit_code": "11999922O00000035R"}),
    "organ without its kind": ("material", {"issuer": {"kind": "agency"}}),
    "own paper with an organ": ("material", {"issuer": {"kind": "self", "agency_kind": "health"}}),
    "unknown field": ("material", {"price": "1"}),
}


@pytest.mark.parametrize("case", BROKEN, ids=[key.replace(" ", "-") for key in BROKEN])
def test_schema_refuses(registers: Registers, case: str) -> None:
    schema, change = BROKEN[case]
    good = {
        "law": registers.laws["household-registration-regulations"],
        "agency": registers.agencies["sample-county-market-regulation"],
        "material": registers.materials["photo"],
    }[schema]
    assert registers.validator(schema).is_valid(good)
    assert not registers.validator(schema).is_valid(good | change)


# --- laws


def test_law_names_belong_to_one_law(registers: Registers) -> None:
    """Two texts may share a title (婚姻登记条例) only when `label` tells them apart; a short name never."""
    titles = Counter(law["title"] for law in registers.laws.values())
    shared = [law for law in registers.laws.values() if titles[law["title"]] > 1]
    assert all("label" in law for law in shared)
    labels = [(law["title"], law["label"]) for law in shared]
    assert len(set(labels)) == len(labels) > 0
    names = [name for law in registers.laws.values() for name in law.get("short", [])]
    assert len(names) > 50
    assert _duplicates(iter([*names, *titles])) == []


def test_law_ranks_and_states_are_terms(registers: Registers) -> None:
    ranks, states = registers.terms("law-rank"), registers.terms("law-status")
    assert {law["rank"] for law in registers.laws.values()} <= set(ranks)
    assert {law["status"] for law in registers.laws.values()} <= set(states)


def test_law_successors_exist_and_follow(registers: Registers) -> None:
    replaced = [law for law in registers.laws.values() if law["status"] == "replaced"]
    assert replaced
    for law in replaced:
        successor = registers.laws[law["replaced_by"]]
        assert law["in_force"]["to"] < successor["in_force"]["from"], law["id"]
    old, new = (registers.laws[f"marriage-registration-regulations-{year}"] for year in (2003, 2025))
    assert (old["in_force"]["to"], new["in_force"]["from"]) == ("2025-05-09", "2025-05-10")


def test_law_issuers_fit_the_rank(registers: Registers) -> None:
    """立法法 §10, §72: laws come from the congress or its standing committee, administrative regulations from 国务院."""
    allowed = {
        "law": "全国人民代表大会",
        "administrative-regulation": "国务院",
        "local-regulation": "人大常委会",
    }
    seen = Counter(law["rank"] for law in registers.laws.values())
    assert min(seen[rank] for rank in allowed) >= 7
    assert [
        law["id"] for law in registers.laws.values() if allowed.get(law["rank"], "") not in law["issuer"]
    ] == []
    regional = {law["id"] for law in registers.laws.values() if law["rank"] == "local-regulation"}
    assert {law["id"] for law in registers.laws.values() if "region" in law} == regional


def test_law_dates_are_in_order(registers: Registers) -> None:
    for law in registers.laws.values():
        changes = law.get("amendments", [])
        assert changes == sorted(changes), law["id"]
        first = law.get("adopted") or law.get("promulgated")
        assert not (first and changes) or first < changes[0], law["id"]
        assert law.get("adopted", "0") <= law.get("promulgated", "9"), law["id"]


def test_law_gists_stay_within_the_last_article(registers: Registers) -> None:
    """Every gist belongs to a text whose last article is known; an unknown last article is left out, never 0."""
    gists = 0
    for law in registers.laws.values():
        texts = {version.get("text"): version["last_article"] for version in law.get("versions", [])}
        for gist in law.get("articles", []):
            gists += 1
            last = texts[gist["version"]] if "version" in gist else max(texts.values())
            assert int(re.split(r"[-(]", gist["article"])[0]) <= last, law["id"]
    assert gists >= 75
    unknown = [key for key, law in registers.laws.items() if "versions" not in law]
    assert "marriage-registration-regulations-2025" in unknown
    read = {law["verified"]["by"] for law in registers.laws.values() if "versions" in law}
    assert read == {"text"}, "a last article is known only where the text was read"


# --- agencies

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: without I O S V Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def _check_character(code: str) -> str:
    """The 18th character of a credit code, after GB 32100."""
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(code[:17], WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def _organisation_character(code: str) -> str:
    """The 17th character: the check character of the organisation code inside, after GB 11714."""
    body = code[8:16]
    total = sum(int(char, 36) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11) or str(11 - total % 11)


def test_check_character_of_known_codes() -> None:
    assert _check_character("11500234327754728R") == "R"
    assert _check_character("11440300007542785T") != "T"


def test_credit_codes_are_right_and_single(registers: Registers) -> None:
    codes = {key: agency["credit_code"] for key, agency in registers.agencies.items()}
    assert len(codes) >= AGENCIES
    assert [key for key, code in codes.items() if code[17] != _check_character(code)] == []
    assert [key for key, code in codes.items() if code[16] != _organisation_character(code)] == []
    assert [key for key, code in codes.items() if code[2:8] != registers.agencies[key]["division"]] == []
    assert _duplicates(iter(codes.values())) == []


def test_agencies_name_only_what_exists(registers: Registers) -> None:
    kinds = set(registers.terms("agency-kind"))
    divisions = {item["code"]: item["level"] for item in registers.catalogue["divisions"]}
    for key, agency in registers.agencies.items():
        assert {agency["kind"], *agency.get("also_kinds", [])} <= kinds, key
        assert agency["nature"] in registers.terms("agency-nature"), key
        assert agency["division"] in divisions, key
        assert agency["level"] in {divisions[agency["division"]], "township"}, key
        assert agency.get("review_body", key) in registers.agencies, key
        assert agency.get("review_body") != key, f"{key} cannot review itself"
        assert agency["enquiries"]["phone"] != agency["complaints"]["phone"], key


def test_every_review_body_is_a_government(registers: Registers) -> None:
    """行政复议法 §24: the people's government reviews its own organs."""
    bodies = {agency["review_body"] for agency in registers.agencies.values() if "review_body" in agency}
    assert len(bodies) >= 2
    assert {registers.agencies[body]["kind"] for body in bodies} == {"people-government"}


def test_the_sample_region_is_called_a_sample(registers: Registers) -> None:
    """Real codes, phones and addresses must not be invented: every organ is marked, named and numbered as a sample."""
    for key, agency in registers.agencies.items():
        assert (agency["sample"], agency["verified"]["by"]) == (True, "sample"), key
        assert "示例" in agency["name"]["zh"], key
        assert key.startswith("sample-"), key
        # A subscriber number in China never begins with 1, so these phones ring nowhere.
        assert agency["enquiries"]["phone"].startswith("0999-1"), key
        assert agency["complaints"]["phone"].startswith("0999-1"), key


def test_catalogue_names_its_publisher_and_code_list(registers: Registers) -> None:
    info = registers.catalogue
    assert registers.agencies[info["publisher_agency"]]["name"] == info["publisher"]
    codes = [item["code"] for item in info["divisions"]]
    assert info["division"] in codes
    assert {item["within"] for item in info["divisions"] if "within" in item} <= set(codes)
    assert {item["level"] for item in info["divisions"]} <= set(registers.terms("exercise-level"))
    assert info["code_list_version"] in {item["id"] for item in registers.vocabulary["list_versions"]}


# --- materials


def _names(material: Data) -> Iterator[str]:
    yield material["name"]
    yield from material.get("also_called", [])


def test_a_paper_has_one_name_and_a_name_one_paper(registers: Registers) -> None:
    names = [name for material in registers.materials.values() for name in _names(material)]
    assert len(names) > 500
    assert _duplicates(iter(names)) == []
    english = [material["name_en"].lower() for material in registers.materials.values()]
    assert _duplicates(iter(english)) == []


def test_no_paper_is_a_catch_all(registers: Registers) -> None:
    """优化营商环境条例 §35: a requirement must be definite; 其他材料 or 相关证明 is none."""
    vague = re.compile("其他材料|有关材料|相关材料|等材料|相关证明|有关证明$")
    assert [key for key, material in registers.materials.items() if vague.search(material["name"])] == []


def test_materials_name_only_what_exists(registers: Registers) -> None:
    lists = ("material-kind", "agency-kind", "third-party")
    kinds, agencies, thirds = (set(registers.terms(name)) for name in lists)
    for key, material in registers.materials.items():
        issuer = material["issuer"]
        assert material["kind"] in kinds, key
        assert issuer.get("agency_kind", "health") in agencies, key
        assert issuer.get("third_party", "bank") in thirds, key
        assert material.get("earlier_issue_of", key) in registers.materials, key


def test_old_papers_are_no_results(registers: Registers) -> None:
    """A paper of an earlier case (原身份证) is the old issue of a result, and itself the result of nothing."""
    old = [material for material in registers.materials.values() if "earlier_issue_of" in material]
    assert len(old) >= 4
    for material in old:
        assert "is_result_of" not in material, material["id"]
        assert registers.materials[material["earlier_issue_of"]]["is_result_of"], material["id"]


def test_only_other_peoples_papers_can_be_shared_data(registers: Registers) -> None:
    """在线政务服务规定 §7: what an organ can fetch is not asked; what the applicant writes himself cannot be fetched."""
    shared = [material for material in registers.materials.values() if material["data_sharing"]]
    assert len(shared) > 20
    assert [material["id"] for material in shared if material["issuer"]["kind"] == "self"] == []


# --- vocabulary


def test_vocabulary_ids_and_codes_are_single(registers: Registers) -> None:
    versions = {item["id"] for item in registers.vocabulary["list_versions"]}
    assert {item["law"] for item in registers.vocabulary["list_versions"]} <= set(registers.laws)
    lists = registers.vocabulary["lists"]
    assert _duplicates(iter(item["id"] for item in lists)) == []
    coded = 0
    for item in lists:
        terms = item["codes"]
        assert _duplicates(iter(term["id"] for term in terms)) == [], item["id"]
        assert _duplicates(iter(term["label"]["zh"] for term in terms)) == [], item["id"]
        for version in versions:
            codes = [term["code"][version] for term in terms if version in term.get("code", {})]
            coded += len(codes)
            assert _duplicates(iter(codes)) == [], (item["id"], version)
        assert {version for term in terms for version in term.get("code", {})} <= versions, item["id"]
    assert coded > 100


def test_a_term_without_code_is_uploaded_as_one_that_has_it(registers: Registers) -> None:
    seen = 0
    for item in registers.vocabulary["lists"]:
        terms = {term["id"]: term for term in item["codes"]}
        for term in (term for term in terms.values() if "upload_as" in term):
            seen += 1
            target = terms[term["upload_as"]]
            assert set(target["code"]) - set(term.get("code", {})), (item["id"], term["id"])
    assert seen >= 15


def test_vocabulary_agrees_with_the_enumerations_of_the_schemas(registers: Registers) -> None:
    """Where a schema closes a list itself, the vocabulary holds the same words."""
    edition = registers.schemas["edition.schema.json"]["properties"]
    pairs = (
        (edition["state"]["enum"], "matter-state"),
        (edition["handling"]["enum"], "handling"),
        (edition["service"]["properties"]["channels"]["items"]["enum"], "channel"),
        (registers.schemas["parts.schema.json"]["$defs"]["verified"]["properties"]["by"]["enum"], "verified"),
        (registers.schemas["material.schema.json"]["properties"]["medium"]["enum"], "medium"),
        (registers.schemas["material.schema.json"]["properties"]["issuer"]["properties"]["kind"]["enum"], "source-channel"),
    )  # fmt: skip
    for words, list_id in pairs:
        assert sorted(words) == sorted(registers.terms(list_id)), list_id


def test_article_45_has_its_eight_procedures(registers: Registers) -> None:
    """行政许可法 §45 lists hearing, tender, auction, inspection, testing, quarantine, appraisal, expert review: no site check."""
    terms = next(item for item in registers.vocabulary["lists"] if item["id"] == "special-procedure")["codes"]
    marked = [term["id"] for term in terms if "article-45" in term.get("tags", [])]
    assert marked == [
        "hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"
    ]  # fmt: skip


def test_topics_say_whom_they_serve(registers: Registers) -> None:
    terms = next(item for item in registers.vocabulary["lists"] if item["id"] == "topic")["codes"]
    assert len(terms) > 30
    assert [term["id"] for term in terms if not {"person", "organisation"} & set(term.get("tags", []))] == []
