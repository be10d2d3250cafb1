"""Names the world has given: countries (ISO 3166-1) and time zones (tz database)."""

from __future__ import annotations

from functools import cache


@cache
def countries() -> frozenset[str]:
    """The two-letter codes of ISO 3166-1, as the locale data knows them."""
    from babel import Locale

    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES)


# Codes of the locale data that ISO 3166-1 does not assign to a country.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@cache
def time_zones() -> frozenset[str]:
    """All names of the tz database."""
    import zoneinfo

    return frozenset(zoneinfo.available_timezones())
