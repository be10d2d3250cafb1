"""Which policy rules a studio."""

from __future__ import annotations

from dataclasses import replace

from stagehold.desk.requests import ChangeFacts
from stagehold.desk.state import Desk
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, nearest
from stagehold.files.presets import preset, presets
from stagehold.services.naming import known_studio


def policy_in_force(desk: Desk, studio: str, policy: str) -> ChangeFacts:
    """The request that puts a policy in force at a studio: one that the desk knows, else a preset with its sources.

    Raises
    ------
    InputError
        If there is no such studio or policy.
    """
    place = desk.portfolio.studios[known_studio(desk, studio)]
    ruled = replace(place, policy=policy)
    if policy in desk.portfolio.policies:
        return ChangeFacts(put=(ruled,))
    if policy not in presets():
        known = [*desk.portfolio.policies, *presets()]
        finding = Finding(rule="unknown-policy", found=policy, allowed=", ".join(known), nearest=nearest(policy, known))
        raise InputError(f"no policy {policy!r}", [finding])
    rules, sources = preset(policy)
    return ChangeFacts(put=(*sources, rules, ruled))
