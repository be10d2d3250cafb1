"""What comes after what: needs that exist, lags that can be met, and no ring of needs that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.cycles import cycles
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import After, Need

Key = tuple[str, str]


def needs_by_key(portfolio: Portfolio) -> dict[Key, Need]:
    """Every need by production and id."""
    return {
        (production.id, need.id): need for production in portfolio.productions.values() for need in production.needs
    }


def key_of(production: str, reference: str, needs: dict[Key, Need]) -> Key | None:
    """The need that ``id`` or ``production/id`` names, seen from a production."""
    other, slash, id_ = reference.rpartition("/")
    key = (other, id_) if slash else (production, reference)
    return key if key in needs else None


def link_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every ``after`` of every need."""
    needs = needs_by_key(portfolio)
    edges: dict[Key, list[Key]] = {}
    for (production, id_), need in needs.items():
        subject = Subject("production", production)
        for index, after in enumerate(need.after):
            path = f"needs.{id_}.after.{index}"
            key = key_of(production, after.need, needs)
            if key is None:
                yield _unknown(portfolio, subject, after.need, f"{path}.need")
                continue
            edges.setdefault((production, id_), []).append(key)
            yield from _link(subject, need, after, needs[key], path)
    for ring in cycles(edges):
        production, id_ = ring[0]
        found = " after ".join("/".join(key) for key in ring)
        yield Subject("production", production).error("after-cycle", f"needs.{id_}.after", found, "an order of needs")


def unknown_need(portfolio: Portfolio, subject: Subject, production: str, word: str, field: str) -> Located:
    """A need that the production does not have."""
    record = portfolio.productions.get(production)
    known = [need.id for need in record.needs] if record is not None else []
    allowed = f"a need of {production}: {', '.join(known) or 'it has none'}"
    return subject.error("unknown-need", field, word, allowed, nearest(word, known))


def _unknown(portfolio: Portfolio, subject: Subject, word: str, field: str) -> Located:
    other, slash, id_ = word.rpartition("/")
    if not slash:
        return unknown_need(portfolio, subject, subject.id, word, field)
    if other in portfolio.productions:
        wrong = unknown_need(portfolio, subject, other, id_, field).finding
        close = f"{other}/{wrong.nearest}" if wrong.nearest else ""
        return subject.error("unknown-need", field, word, wrong.allowed, close)
    close = nearest(other, portfolio.productions)
    allowed = "a need of the same production, or production/need"
    return subject.error("unknown-need", field, word, allowed, f"{close}/{id_}" if close else "")


def _link(subject: Subject, need: Need, after: After, earlier: Need, path: str) -> Iterator[Located]:
    if after.max_days is not None and after.max_days < after.min_days:
        allowed = f"at least min_days, which is {after.min_days}"
        yield subject.error("max-below-min", f"{path}.max_days", after.max_days, allowed)
    name = "keep" if after.keep else "same_stages"
    if (after.keep or after.same_stages) and need.stages != earlier.stages:
        found = f"{need.stages} stages after {earlier.stages}"
        # A joined whole of two may be returned to by two single stages, so this can be right.
        yield subject.warning("stages-differ", f"{path}.{name}", found, f"{name} between needs of as many stages")
