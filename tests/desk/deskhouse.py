"""Studios and policies that several tests of the desk count by."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from stagehold.domain.booking import ClockKind, Policy
from stagehold.domain.days import Duration, parse_duration
from stagehold.domain.fields import Name
from stagehold.domain.hours import parse_hours
from stagehold.domain.studio import Studio


def studio(country: str, region: str | None, zone: str | None) -> Studio:
    return Studio(id="lot", name=Name("Lot"), country=country, region=region, time_zone=zone)


LOS_ANGELES = studio("US", "CA", "America/Los_Angeles")
LONDON = studio("GB", "ENG", "Europe/London")
TOKYO = studio("JP", None, "Asia/Tokyo")
SEOUL = studio("KR", None, "Asia/Seoul")
LORD_HOWE = studio("AU", "NSW", "Australia/Lord_Howe")  # its clock moves by half an hour
CAIRO = studio("EG", None, "Africa/Cairo")  # on a Friday at midnight, so that a working day skips or repeats an hour
SAO_PAULO = studio("BR", "SP", "America/Sao_Paulo")  # until 2019 some days had no midnight
NOWHERE = studio("US", None, None)
STUDIOS = [LOS_ANGELES, LONDON, TOKYO, SEOUL, LORD_HOWE, CAIRO, SAO_PAULO, NOWHERE]


def policy(**fields: Any) -> Policy:
    return Policy(id="rules", **fields)


def office(hours: str | None = "09:00-18:00") -> Policy:
    return policy(clock=ClockKind.BUSINESS, business_hours=None if hours is None else parse_hours(hours))


WALL = policy()
OFFICE = office()


def at(place: Studio, text: str, fold: int = 0) -> datetime:
    """The moment at which a studio's clock shows this."""
    zone = ZoneInfo(place.time_zone or "UTC")
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def long(text: str) -> Duration:
    return parse_duration(text)
