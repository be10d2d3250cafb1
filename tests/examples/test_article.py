"""The article of March 2021 from which the east-asia example starts, sentence by sentence.

Each test names one sentence and holds the records that carry it: their values, who is cited, how sharply and how
firmly it is stated. Its id in the sources is ``thr-toho-2021``.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from stagehold.domain.edtf import End
from stagehold.domain.encoding import encode
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio, record_id
from stagehold.domain.provenance import Claim, Precision, Record, Status
from stagehold.domain.quantities import Area, AreaBasis, AreaUnit, areas_agree
from stagehold.domain.title import Bound, SlateCount, TitleFormat, TitleKind

ARTICLE = "thr-toho-2021"


def claims(record: Record, field: str) -> list[Claim]:
    return [claim for claim in record.claims if claim.field == field]


def claim(record: Record, field: str, source: str = ARTICLE) -> Claim:
    """The one claim of a field that cites the source."""
    (found,) = [item for item in claims(record, field) if source in item.source]
    return found


def stated(item: Claim) -> tuple[object, ...]:
    return item.value, item.unit, item.status, item.precision, item.as_stated


def test_1_headline_netflix_leases_stages_at_toho_studios(east_asia: Portfolio) -> None:
    studio, lease = east_asia.studios["toho-studios"], east_asia.leases["lease-toho-2021"]
    assert studio.name == Name("Toho Studios", ja="東宝スタジオ")
    assert studio.country == "JP"
    assert ARTICLE in studio.source
    assert ARTICLE in lease.source
    assert (lease.lessee, lease.studio, lease.spaces) == ("netflix", ("toho-studios",), ("toho-7", "toho-10"))
    assert (east_asia.parties["netflix"].name, east_asia.sources[ARTICLE].publisher) == (
        "Netflix",
        "The Hollywood Reporter",
    )


def test_2_similar_deals_in_korea_and_japan_the_largest_market_by_research(east_asia: Portfolio) -> None:
    assert east_asia.leases["lease-korea-2021-total"].source == (ARTICLE,)
    largest = east_asia.market_figures["mf-jp-largest"]
    assert (largest.metric, largest.value, largest.period.text) == (
        "rank by Netflix revenue in Asia",
        "largest",
        "2021",
    )
    assert (largest.source, largest.status, largest.precision) == ((ARTICLE,), Status.ESTIMATED, Precision.COMPARATIVE)
    assert largest.as_stated == "becoming Netflix's largest revenue market in Asia"
    assert largest.note == "Headline text states it as a fact, body as a suggestion."


def test_3_locking_down_space_in_developed_east_asia(east_asia: Portfolio) -> None:
    said = east_asia.statements["q-thr-expansion"]
    assert (said.source, said.status, said.date and said.date.text) == ((ARTICLE,), Status.REPORTED, "2021-03-18")
    assert said.as_stated == "continues to expand its footprint in the developed markets of East Asia"


def test_4_on_thursday_two_soundstages_and_additional_facilities_in_southwest_tokyo(east_asia: Portfolio) -> None:
    studio, lease = east_asia.studios["toho-studios"], east_asia.leases["lease-toho-2021"]
    assert (lease.status, lease.space_count) == (Status.ANNOUNCED, 2)
    assert stated(claim(lease, "space_count")) == (
        "2",
        "stages",
        Status.ANNOUNCED,
        Precision.EXACT,
        "two soundstages and additional facilities",
    )
    assert lease.additional == "two Actors Center rooms and one Production Center room"
    assert stated(claim(lease, "announced")) == (
        "2021-03-18",
        None,
        Status.ANNOUNCED,
        Precision.DAY,
        "said Thursday",
    )
    assert stated(claim(studio, "location"))[:4] == ("southwest Tokyo", None, Status.REPORTED, Precision.COARSE)
    assert claim(studio, "known_for").value == "Godzilla; Akira Kurosawa"


def test_5_it_begins_in_april_and_spans_several_years_whose_end_nobody_states(east_asia: Portfolio) -> None:
    lease = east_asia.leases["lease-toho-2021"]
    assert lease.term is not None
    assert (lease.term.text, lease.term.end) == ("2021-04/", End.UNKNOWN)
    assert (lease.term_as_stated, lease.precision) == ("several years", Precision.UNSPECIFIED)
    assert lease.as_stated == 'begins in April and will span "several years"'
    assert stated(claim(lease, "term.start")) == (
        "2021-04",
        None,
        Status.ANNOUNCED,
        Precision.MONTH,
        "The agreement begins in April",
    )


@pytest.mark.parametrize(
    ("shoot", "title"), [("shoot-sanctuary", "sanctuary"), ("shoot-yu-yu-hakusho", "yu-yu-hakusho")]
)
def test_6_two_series_to_be_shot_there_later_this_year(east_asia: Portfolio, shoot: str, title: str) -> None:
    production = east_asia.productions[shoot]
    assert (production.titles, production.studio, production.source) == ((title,), ("toho-studios",), (ARTICLE,))
    assert (production.status, production.precision) == (Status.ANNOUNCED, Precision.PART_OF_YEAR)
    assert stated(claim(production, "shoot_planned")) == (
        "2021",
        None,
        Status.ANNOUNCED,
        Precision.PART_OF_YEAR,
        "later this year (said in March 2021)",
    )
    assert [str(step.planned) for step in production.milestones if step.name == "shoot-start"] == ["2021"]
    assert east_asia.titles[title].source == (ARTICLE,)
    assert east_asia.titles[title].kind is TitleKind.LIVE_ACTION


def test_7_over_25_original_live_action_and_anime_titles_this_year(east_asia: Portfolio) -> None:
    count = east_asia.slate_counts["sl-jp-2021"]
    assert (count.market, count.year.text, count.count, count.bound) == ("JP", "2021", 25, Bound.AT_LEAST)
    assert (count.status, count.precision, count.as_stated) == (Status.ANNOUNCED, Precision.LOWER_BOUND, "over 25")
    assert count.scope == "original live-action and anime titles to release"
    assert ARTICLE in count.source
    assert count.of_titles


def test_8_third_party_research_and_a_region_vital_to_growth(east_asia: Portfolio) -> None:
    assert east_asia.market_figures["mf-jp-largest"].made_by == "third-party research (unnamed in the article)"
    overtake = east_asia.market_figures["mf-jp-overtake"]
    assert (overtake.value, overtake.made_by, overtake.status) == (
        "overtakes Australia",
        "Media Partners Asia",
        Status.ESTIMATED,
    )
    said = east_asia.statements["q-thr-importance"]
    assert (said.source, said.precision) == ((ARTICLE,), Precision.COMPARATIVE)


def test_9_so_far_mostly_co_produced_and_licensed_anime(east_asia: Portfolio) -> None:
    said = east_asia.statements["q-thr-sourcing"]
    assert (said.source, said.status, said.precision) == ((ARTICLE,), Status.REPORTED, Precision.COMPARATIVE)
    assert said.as_stated == "primarily focussed on co-producing and licensing Japanese anime"
    assert said.note == "The only statement of sourcing mix; no shares given."


@pytest.mark.parametrize(
    ("title", "format_"),
    [
        ("naked-director-s2", TitleFormat.SERIES),
        ("ride-or-die", TitleFormat.FILM),
        ("we-couldnt-become-adults", TitleFormat.FILM),
        ("asakusa-kid", TitleFormat.FILM),
    ],
)
def test_10_live_action_is_ramping_up_with_four_titles(east_asia: Portfolio, title: str, format_: TitleFormat) -> None:
    record = east_asia.titles[title]
    assert ARTICLE in record.source
    assert (record.market, record.kind, record.format) == ("JP", TitleKind.LIVE_ACTION, format_)
    assert title in east_asia.statements["q-thr-sourcing"].about
    assert "live action started slowly and is now growing" in east_asia.statements["q-thr-sourcing"].said


def test_11_ozawa_on_the_company_blog(east_asia: Portfolio) -> None:
    said = east_asia.statements["q-ozawa-1"]
    assert (said.who, said.organisation, said.channel) == ("Ozawa Teiji", "Netflix", "company blog")
    assert said.role == "manager for production, live action, Japan"
    assert said.quote == "we continue to bet big on stories from Japan"
    assert "keen to keep working with local creators" in said.said
    assert ARTICLE in said.source


def test_12_shimada_on_doors_opened_in_1932(east_asia: Portfolio) -> None:
    said, studio = east_asia.statements["q-shimada"], east_asia.studios["toho-studios"]
    assert (said.who, said.organisation) == ("Shimada Mitsuru", "TOHO Studio Co., Ltd.")
    assert said.quote == "thrilled that Netflix is joining our roster of amazing talent"
    assert ARTICLE in said.source
    assert str(studio.opened) == "1932"
    assert stated(claim(studio, "opened")) == (
        "1932",
        None,
        Status.REPORTED,
        Precision.YEAR,
        "opening doors in 1932",
    )


def test_13_the_lease_follows_an_expansion_in_korea(east_asia: Portfolio) -> None:
    said = east_asia.statements["q-thr-expansion"]
    assert said.about == ("lease-toho-2021", "lease-korea-2021-total")
    assert "after a sizable one in South Korea" in said.said


def test_14_in_january_nine_stages_and_172_000_square_feet_outside_seoul(east_asia: Portfolio) -> None:
    total = east_asia.leases["lease-korea-2021-total"]
    assert (total.space_count, str(total.announced)) == (9, "2021-01")
    assert total.area == Area(Decimal(16000), AreaUnit.M2)
    assert total.as_stated == "nine stages and 172,000 square feet (16,000 square meters)"
    assert total.studio == ("ycdsmc-139", "samsung-studio")
    assert total.is_total_of == ("lease-ycdsmc-2021", "lease-samsung-2021")
    assert stated(claim(total, "area"))[:4] == ("172000", "sqft", Status.ANNOUNCED, Precision.APPROXIMATE)
    assert stated(claim(total, "announced")) == ("2021-01", None, Status.ANNOUNCED, Precision.MONTH, "In January")
    assert claim(total, "location").value == "outside Seoul"


def test_172_000_square_feet_16_000_square_metres_and_4_800_pyeong_agree() -> None:
    metric = Area(Decimal(16000), AreaUnit.M2)
    assert areas_agree(Area(Decimal(172000), AreaUnit.SQFT), metric)
    assert areas_agree(Area(Decimal(4800), AreaUnit.PYEONG), metric)


def test_the_korean_total_is_the_sum_of_its_parts_and_counts_once(east_asia: Portfolio) -> None:
    total = east_asia.leases["lease-korea-2021-total"]
    parts = [east_asia.leases[id_] for id_ in total.is_total_of]
    assert [part.space_count for part in parts] == [6, 3]
    assert total.space_count == sum(part.space_count or 0 for part in parts)
    assert total.area is not None
    assert total.area.m2 == sum(part.area.m2 for part in parts if part.area)
    korean = [lease for lease in east_asia.leases.values() if in_korea(lease, east_asia) and not lease.is_total_of]
    assert sum(lease.space_count or 0 for lease in korean) == 9


def in_korea(lease: Lease, portfolio: Portfolio) -> bool:
    return any(portfolio.studios[studio].country == "KR" for studio in lease.studio)


def test_no_stage_in_korea_has_a_size_made_from_an_area_with_supporting_space(east_asia: Portfolio) -> None:
    leased = {id_ for lease in east_asia.leases.values() if in_korea(lease, east_asia) for id_ in lease.studio}
    assert leased == {"ycdsmc-139", "samsung-studio"}
    assert [space.id for space in east_asia.spaces.values() if space.studio in leased] == []
    assert east_asia.leases["lease-ycdsmc-2021"].area_includes == (
        "stages and supporting spaces; the stage area alone is not stated"
    )


def test_usable_area_is_kept_apart_from_area_as_published(east_asia: Portfolio) -> None:
    effective = {
        id_ for id_, space in east_asia.spaces.items() if space.area and space.area.basis is AreaBasis.EFFECTIVE
    }
    assert effective == {"toho-new-1", "toho-new-2"}


def test_the_new_stages_come_in_january_2028_or_later(east_asia: Portfolio) -> None:
    lease = east_asia.leases["lease-toho-2028"]
    assert lease.term is not None
    assert (lease.term.text, lease.term.end, lease.precision) == ("2028-01/", End.UNKNOWN, Precision.LOWER_BOUND)
    assert stated(claim(lease, "term.start", "respawn-2026"))[0] == "2028"
    capacity = claim(lease, "capacity", "livedoor-30460775")
    assert (capacity.value, capacity.unit, capacity.precision) == ("15", "productions per year", Precision.UPPER_BOUND)


def test_six_titles_are_named_and_four_of_them_came_out_in_the_year_of_the_25(east_asia: Portfolio) -> None:
    count = east_asia.slate_counts["sl-jp-2021"]
    named = claim(count, "titles_named").value
    assert set(named) == {title.id for title in east_asia.titles.values() if ARTICLE in title.source}
    released = {id_ for id_ in named if str(east_asia.titles[id_].release).startswith("2021")}
    assert (len(named), len(released)) == (6, 4)
    assert released == known_beside(count, east_asia)


def known_beside(count: SlateCount, portfolio: Portfolio) -> set[str]:
    """The titles known of the market, year, kinds and sourcing that the count is of."""
    return {
        title.id
        for title in portfolio.titles.values()
        if title.market == count.market
        and str(title.release).startswith(str(count.year))
        and title.kind in count.kind
        and title.sourcing in count.sourcing
    }


def test_every_record_of_the_research_is_there(east_asia: Portfolio) -> None:
    facts = [record for record in east_asia.productions.values() if not record.needs]
    numbers = {
        table: len(east_asia.table(table))
        for table in ("sources", "studios", "leases", "titles", "slate_counts", "market_figures", "statements")
    }
    assert {**numbers, "shoots": len(facts)} == {
        "sources": 183,
        "studios": 14,
        "leases": 14,
        "shoots": 18,
        "titles": 25,
        "slate_counts": 25,
        "market_figures": 35,
        "statements": 15,
    }
    groups = {
        item.field for _, record in east_asia.records() for item in record.claims if item.field.startswith("stages.")
    }
    assert len(east_asia.spaces) + len(groups) == 21


def test_every_source_cited_exists_and_every_fact_cites_one(east_asia: Portfolio) -> None:
    cited = set()
    silent = []
    for kind, record in east_asia.records():
        cited |= {*record.source, *(source for item in record.claims for source in item.source)}
        asked = kind in ("source", "assumption", "scenario", "risk", "spot_class", "demand_scenario")
        if not record.source and not asked and not encode(record).get("needs"):
            silent.append(record_id(record))
        silent += [f"{record_id(record)}.{item.field}" for item in record.claims if not item.source]
    assert cited <= set(east_asia.sources)
    assert silent == []
    assert set(east_asia.sources) - cited == set()
