"""Booking policies as studios publish them, ready to be put into a portfolio.

``python -m stagehold.files.presets >docs/reference/policies.md`` renews their page; a test notices when it is out of
date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files

from stagehold.domain.booking import Policy
from stagehold.domain.encoding import encode
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import has_errors
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record, Source
from stagehold.domain.schema import file_name, hints_of
from stagehold.files.guide import parameters_of
from stagehold.files.load import load
from stagehold.files.yaml_out import flow, yaml_files

FILE = "presets.yaml"


def presets() -> Mapping[str, Policy]:
    """The policies by id: los-angeles, london, tokyo, seoul, skyline, outofbox, mikami, bayshore."""
    return preset_portfolio().policies


def preset(name: str) -> tuple[Policy, tuple[Source, ...]]:
    """One policy, and the sources it names: put all of them into a portfolio.

    Raises
    ------
    KeyError
        If there is no preset of this name.
    """
    known = preset_portfolio()
    policy = known.policies[name]
    return policy, tuple(known.sources[id_] for id_ in policy.source)


@cache
def preset_portfolio() -> Portfolio:
    """All presets with their sources, read as any portfolio is."""
    with as_file(files("stagehold.files").joinpath(FILE)) as path:
        loaded = load(path)
    if has_errors(loaded.findings):
        raise InvalidPortfolio("the presets are wrong", loaded.findings)
    return loaded.portfolio


def policies_page() -> str:
    """The text of the reference page: every preset, and every field of a policy with what each preset says."""
    lines = [files("stagehold.files").joinpath("policies.md").read_text(encoding="utf-8").rstrip(), ""]
    for policy in presets().values():
        lines += [*_preset(policy), ""]
    lines += ["## Fields", "", "| field | meaning | presets that state it |", "|---|---|---|"]
    lines += _fields()
    return "\n".join(lines) + "\n"


def _preset(policy: Policy) -> Iterator[str]:
    policy, sources = preset(policy.id)
    yield f"### {policy.id}"
    yield ""
    yield f"{policy.name}. {' '.join(_cited(source) for source in sources)}"
    yield ""
    yield f"As published: {policy.as_stated}"
    if policy.note is not None:
        yield ""
        yield policy.note
    yield ""
    yield "```yaml"
    yield yaml_files(Portfolio.of([*sources, policy]), split=False)["portfolio.yaml"].rstrip()
    yield "```"


def _cited(source: Source) -> str:
    """Whose page it is, and where it stands, as far as that is known."""
    page = "" if source.title is None else f", [{source.title}]({source.url})"
    return f"Source: {source.publisher}{page}.{'' if source.note is None else f' {source.note}'}"


def _fields() -> Iterator[str]:
    words = {name: (names, text) for names, text in parameters_of(Policy) for name in names}
    provenance = hints_of(Record)
    for attribute in hints_of(Policy):
        name = file_name(attribute)
        if name in provenance or name in ("id", "name"):
            continue
        names, text = words.get(name, ((name,), "The currency of all its money." if name == "currency" else ""))
        told = text if name == names[0] else f"See `{names[0]}`."
        yield f"| `{name}` | {told} | {_stated(name)} |"


def _stated(name: str) -> str:
    """What each preset that states this field says."""
    said = ((id_, encode(policy).get(name)) for id_, policy in presets().items())
    return "; ".join(f"{id_}: `{flow(value)}`" for id_, value in said if value is not None)


if __name__ == "__main__":
    sys.stdout.write(policies_page())
