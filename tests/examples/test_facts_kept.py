"""Nothing of the research behind the east-asia example is lost, and nothing in it is altered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from examples.fact_lines import PROVENANCE, Fact, claim_as_kept, committed_lines, facts_of, line_of, strict
from stagehold.domain.encoding import encode
from stagehold.domain.portfolio import Portfolio

KINDS = {
    "sources": "source",
    "studios": "studio",
    "leases": "lease",
    "productions": "production",
    "titles": "title",
    "slate_counts": "slate_count",
    "market_figures": "market_figure",
    "statements": "statement",
}
# Fields of the research that the example writes under the same name and in the same way.
ALIKE = {
    "sources": ("publisher", "title", "url", "published", "kind", "language"),
    "studios": ("country", "tenure"),
    "leases": ("announced", "is_total_of"),
    "productions": (),
    "titles": ("market", "kind", "sourcing", "episodes"),
    "slate_counts": ("market", "scope"),
    "market_figures": ("market", "metric", "value", "unit"),
    "statements": ("role", "organisation", "channel", "quote"),
}
# ... and under another name.
RENAMED = {
    "leases": {"stage_count": "space_count", "other_space": "additional", "term": "term_as_stated"},
    "titles": {"genre_as_stated": "genre"},
    "slate_counts": {"value": "count"},
    "market_figures": {"stated_by": "made_by"},
    "statements": {"speaker": "who", "said_on": "date", "paraphrase": "said"},
    "sources": {"published_precision": "precision"},
}
PERIODS = {"leases": ("period", "term"), "slate_counts": ("period", "year"), "market_figures": ("period", "period")}
BOUNDS = {
    "exact": "exact",
    "lower_bound": "at-least",
    "upper_bound": "at-most",
    "approximate": "about",
    "unspecified": "exact",
}
PARTIES = {
    "Korea Creative Content Agency": "kocca",
    "Pinewood Group": "pinewood-group",
    "Aviva Investors": "aviva-investors",
    "Grupo Secuoya": "grupo-secuoya",
}
# "From January 2028 or later": the research notes ask for the bound, its record gives the month.
SHARPER = {("lease-toho-2028", "precision"): "lower_bound"}


def research(project: Path) -> dict[str, list[Fact]] | None:
    """The research file when it lies beside the project; every value as text."""
    file = project.parent / "shared" / "facts" / "east-asia.yaml"
    if not file.exists():
        return None
    content: dict[str, list[Fact]] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return content


def test_every_fact_is_as_it_was_when_last_looked_through(east_asia: Portfolio) -> None:
    ours = {line_of(kind, record) for kind, record in facts_of(east_asia)}
    committed = set(committed_lines())
    assert {"lost or altered": sorted(committed - ours), "new": sorted(ours - committed)} == {
        "lost or altered": [],
        "new": [],
    }


def test_nothing_of_the_research_is_lost(east_asia: Portfolio, project: Path) -> None:
    facts = research(project)
    if facts is None:
        # The committed lines were written when this comparison held; the numbers are those of the research.
        assert number_of_each(committed_lines()) == {
            "source": (183, 0),
            "party": (8, 0),
            "studio": (14, 62),
            "space": (7, 9),
            "lease": (14, 54),
            "title": (25, 54),
            "production": (18, 43),
            "slate_count": (25, 1),
            "market_figure": (35, 0),
            "statement": (15, 0),
        }
        return
    assert list(losses(east_asia, facts)) == []


def number_of_each(lines: list[str]) -> dict[str, tuple[int, int]]:
    """Records and claims by kind."""
    numbers: dict[str, tuple[int, int]] = {}
    for kind, _, claims, _ in map(str.split, lines):
        records, known = numbers.get(kind, (0, 0))
        numbers[kind] = records + 1, known + int(claims)
    return numbers


def losses(portfolio: Portfolio, facts: dict[str, list[Fact]]) -> Iterator[str]:
    """What the research says and the example does not, in words."""
    for table, kind in KINDS.items():
        for fact in facts[table]:
            found = portfolio.find(f"{kind}/{fact['id']}")
            if not found:
                yield f"{fact['id']}: no such {kind}"
                continue
            ours: Fact = encode(found[0][1])
            yield from lost_fields(table, fact, ours)
            yield from lost_claims(kind, fact, ours)
    for stage in facts["stages"]:
        yield from lost_stage(portfolio, stage)


def lost_fields(table: str, fact: Fact, ours: Fact) -> Iterator[str]:
    expected = {name: fact[name] for name in ALIKE[table] if name in fact}
    expected |= {ours_: fact[theirs] for theirs, ours_ in RENAMED.get(table, {}).items() if theirs in fact}
    expected |= {name: fact[name] for name in PROVENANCE if name in fact}
    if table in PERIODS and PERIODS[table][0] in fact:
        expected[PERIODS[table][1]] = strict(fact[PERIODS[table][0]])
    expected |= special(table, fact)
    expected |= {name: value for (id_, name), value in SHARPER.items() if id_ == fact["id"]}
    got = {**ours, "bound": ours.get("bound", "exact")}
    for name, value in expected.items():
        if plain(got.get(name)) != plain(value):
            yield f"{fact['id']}.{name}: {value!r} became {got.get(name)!r}"


def special(table: str, fact: Fact) -> Fact:
    """Fields that the example splits or joins."""
    match table:
        case "leases":
            whole_site = "(site)" in fact.get("area_unit", "")  # kept as a claim: it is not the area leased to stand on
            known = "area" in fact and not whole_site
            area = {"area": f"{fact['area']} {fact['area_unit'].split()[0]}"} if known else {}
            return {"lessee": fact["lessee"].lower(), "studio": as_list(fact["studio"]), **area}
        case "productions":
            studio = {"studio": as_list(fact["studio"])} if "studio" in fact else {}
            return {"titles": as_list(fact["title"]), **studio}
        case "titles":
            return {"format": fact["format"].removesuffix(" episode")}
        case "slate_counts":
            return {"bound": BOUNDS[fact["precision"]]}
    return {}


def lost_claims(kind: str, fact: Fact, ours: Fact) -> Iterator[str]:
    kept = [plain(claim) for claim in ours.get("claims", [])]
    for claim in fact.get("claims", []):
        if plain(claim_as_kept(kind, fact["id"], claim)) not in kept:
            yield f"{fact['id']}: the claim {claim['field']} = {claim['value']!r} of {claim['source']}"
    if "(site)" in fact.get("area_unit", "") and ("site_area", fact["area"]) not in [
        (item["field"], item["value"]) for item in kept
    ]:
        yield f"{fact['id']}: the area of its site"
    for name in ("shoot_planned", "shoot_actual"):
        if name in fact and not in_milestones(name, fact[name], ours):
            yield f"{fact['id']}: the milestone {name} = {fact[name]}"
    if "locality" in fact and ("locality", fact["locality"]) not in [(item["field"], item["value"]) for item in kept]:
        yield f"{fact['id']}: the locality {fact['locality']}"
    if "studio_planned" in fact and ["studio", fact["studio_planned"]] not in [[x["field"], x["value"]] for x in kept]:
        yield f"{fact['id']}: the studios planned"
    for name in ("operator", "owner"):
        if name in fact and ours.get(name) != PARTIES.get(fact[name]):
            yield f"{fact['id']}: its {name} {fact[name]}"
    for stage in fact.get("stages", []):
        if stage not in ours.get("spaces", []) and f"stages.{stage}" not in [item["field"] for item in kept]:
            yield f"{fact['id']}: its stages {stage}"
    if "term_precision" in fact and not any(
        item["field"] == "term_as_stated"
        and item["value"] == fact["term"]
        and fact["term_precision"] in (item["precision"], item.get("note", "").rstrip(".").lower())
        for item in kept
    ):
        yield f"{fact['id']}: how well its term is known"
    if kind in ("studio", "title") and fact["name"] not in written_names(ours["name"]):
        yield f"{fact['id']}: its name {fact['name']}"


def written_names(name: str | Fact) -> list[str]:
    """The ways the research may write it: the English name, with or without the native one behind it."""
    if isinstance(name, str):
        return [name]
    return [name["en"], *(f"{name['en']} ({name[language]})" for language in ("ja", "ko") if language in name)]


def in_milestones(name: str, value: str, ours: Fact) -> bool:
    side = "planned" if name.endswith("planned") else "actual"
    start, _, end = value.partition("/")
    dates = {(item["name"], item.get(side)) for item in ours.get("milestones", [])}
    wanted = {("shoot-start", start), ("shoot-end", end)}
    return {item for item in wanted if item[1] not in ("", "..")} <= dates


def lost_stage(portfolio: Portfolio, stage: Fact) -> Iterator[str]:
    """A stage of its own is a space; a group of stages is a claim of its studio or of its lease."""
    id_ = stage["id"]
    space = portfolio.spaces.get(id_)
    if space is not None:
        ours: Fact = encode(space)
        area = f"{stage['area']} {stage['area_unit']}" + (" effective" if "有効面積" in stage["as_stated"] else "")
        expected = {"studio": stage["studio"], "name": stage["label"], "area": area}
        expected |= {name: stage[name] for name in PROVENANCE if name in stage}
        if "height_m" in stage:
            expected["clear_height"] = f"{stage['height_m']} m"
        yield from (
            f"{id_}.{name}: {value!r} became {ours.get(name)!r}"
            for name, value in expected.items()
            if plain(ours.get(name)) != plain(value)
        )
        yield from lost_claims("space", stage, ours)
        return
    holders = [
        *(record for record in portfolio.studios.values() if record.id == stage["studio"]),
        *(record for record in portfolio.leases.values() if stage["studio"] in record.studio),
    ]
    claims = [plain(encode(claim)) for record in holders for claim in record.claims if claim.field == f"stages.{id_}"]
    value = {name: stage[name] for name in ("label", "count", "area", "area_unit", "area_includes") if name in stage}
    expected = {"field": f"stages.{id_}", "value": value, **{name: stage[name] for name in PROVENANCE if name in stage}}
    if claims != [plain(expected)]:
        yield f"{id_}: the group of stages {stage['label']}"


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def plain(value: Any) -> Any:
    """Text throughout, so that 8 and '8' are alike."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value if value is None else str(value)
