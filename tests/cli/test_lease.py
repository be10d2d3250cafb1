"""lease: the contract for programs, tables and files for people, and what stops a schedule."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.calling import Call

HEAD = """stagehold: 1
studios:     [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces:      [{id: a, studio: lot, kind: stage, name: A}, {id: b, studio: lot, kind: stage, name: B}]
"""
SAMPLE = """  - {id: l, lessee: Us, spaces: [a], term: 2027-01-01/2036-12-31, currency: USD,
     rent: [{from: 2027-01-01, amount: 50000, every: P1Y, when: advance}],
     accounting: {rate: 0.05, compounding: effective, initial_direct_costs: 20000, incentives: 5000},
     options: [{kind: extend, adds: P5Y, amount: 55000, reasonably_certain: false}],
     events: [{on: 2033-01-01, kind: reassess, option: 0, reasonably_certain: true, rate: 0.06}]}
"""
BARE = """  - {id: bare, lessee: Us, spaces: [b], term: 2027-01-01/2029-12-31, currency: USD,
     rent: [{from: 2027-01-01, amount: 1000, every: P1M}]}
"""
RATES = """exchange_rates: [{id: r1, from: USD, to: JPY, date: 2026-12-31, rate: 150},
  {id: r2, from: USD, to: JPY, date: 2028-06-30, rate: 140}]
"""

Write = Callable[..., Path]


@pytest.fixture
def portfolio(tmp_path: Path) -> Write:
    """``portfolio(SAMPLE, …)``: a folder with these leases, and what else is given."""

    def written(*leases: str, more: str = "") -> Path:
        folder = tmp_path / "leased"
        folder.mkdir(exist_ok=True)
        text = HEAD + "leases:\n" + "".join(leases) + more
        (folder / "portfolio.yaml").write_text(text, encoding="utf-8")
        return folder

    return written


def test_the_sample_of_the_contract(call: Call, portfolio: Write) -> None:
    data = call("lease", portfolio(SAMPLE), "l", "--standard", "ifrs16", "--json").data()
    assert list(data)[:4] == ["initial", "rows", "events", "entries"]
    assert abs(Decimal(data["initial"]["liability"]) - 355391) <= 1
    assert abs(Decimal(data["initial"]["asset"]) - 420391) <= 1
    first = data["rows"][0]
    assert list(first) == [
        "start", "end", "opening", "interest", "payment", "closing", "asset_opening", "depreciation", "asset_closing"
    ]  # fmt: skip
    assert (first["start"], first["end"], first["payment"]) == ("2027-01-01", "2028-01-01", "50000.00")
    assert abs(Decimal(first["opening"]) - 405391) <= 1
    (event,) = data["events"]
    assert list(event) == [
        "on", "kind", "liability_before", "liability_after", "asset_before", "asset_after", "gain"
    ]  # fmt: skip
    assert (event["on"], event["kind"], event["gain"]) == ("2033-01-01", "reassess", "0.00")
    assert [round(Decimal(event[key])) for key in list(event)[2:6]] == [186162, 378174, 168156, 360168]
    assert len(data["rows"]) == 15
    assert data["rows"][-1]["closing"] == data["rows"][-1]["asset_closing"] == "0.00"


def test_rows_foot_and_entries_balance_as_printed(call: Call, portfolio: Write) -> None:
    data = call("lease", portfolio(SAMPLE), "l", "--json").data()
    for row in data["rows"]:
        opening, interest, payment, closing = (
            Decimal(row[key]) for key in ("opening", "interest", "payment", "closing")
        )
        assert opening + interest - payment == closing
    for entry in data["entries"]:
        assert sum(Decimal(line["debit"]) for line in entry["lines"]) == sum(
            Decimal(line["credit"]) for line in entry["lines"]
        )


def test_people_get_tables_a_workbook_and_a_picture(call: Call, portfolio: Write, tmp_path: Path) -> None:
    book, picture = tmp_path / "l.xlsx", tmp_path / "l.svg"
    said = call("lease", portfolio(SAMPLE), "l", "--as-of", "2028-12-31", "--xlsx", book, "--svg", picture)
    assert said.code == 0
    for words in ("Lease l", "Periods, USD", "405,391.08", "reassessment", "Leases at the end of 31 Dec 2028"):
        assert words in said.out
    assert "Journal entries" not in said.out
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    sheets = load_workbook(BytesIO(book.read_bytes()))
    assert {"figures", "positions", "rows", "events", "cash", "entries"} <= set(sheets.sheetnames)
    values = [[cell.value for cell in row] for row in sheets["rows"].iter_rows(min_row=2)]
    assert round(values[0][2]) == 405391


@pytest.mark.parametrize(("option", "title"), [("--cash", "Cash, USD"), ("--entries", "Journal entries, USD")])
def test_cash_and_journal_are_shown_when_asked_for(call: Call, portfolio: Write, option: str, title: str) -> None:
    assert title in call("lease", portfolio(SAMPLE), "l", option).out


@pytest.mark.parametrize(("lang", "word"), [("ja", "使用権資産"), ("ko", "사용권자산")])
def test_tables_speak_the_language_of_the_reader(call: Call, portfolio: Write, lang: str, word: str) -> None:
    assert word in call("lease", portfolio(SAMPLE), "l", "--lang", lang).out


def test_without_a_rate_there_is_no_schedule_and_an_assumption_to_copy(call: Call, portfolio: Write) -> None:
    folder = portfolio(BARE)
    said = call("lease", folder, "bare")
    assert (said.code, said.out) == (2, "")
    assert "of: bare.accounting.rate, value: 0.05, why: your reason" in said.err
    assert "portfolio.yaml:" in said.err
    data = call("lease", folder, "bare", "--json").data()
    assert data["error"]["code"] == "missing-facts"
    assert data["findings"][0]["field"] == "accounting.rate"
    pinned = portfolio(
        BARE, more="assumptions: [{id: my-pin, of: bare.accounting.rate, value: 0.05, why: what our bank says}]\n"
    )
    data = call("lease", pinned, "bare", "--json").data()
    assert data["assumptions"] == ["my-pin"]
    assert len(data["rows"]) == 36


def test_an_assumption_can_choose_between_claims(call: Call, portfolio: Write) -> None:
    claimed = BARE.replace("currency: USD", "currency: USD, accounting: {rate: 0.05},\n     "
                           "claims: [{field: term.end, value: 2030-12-31}]")  # fmt: skip
    said = call("lease", portfolio(claimed), "bare")
    assert said.code == 2
    assert "claims-differ" in said.err
    assert "value: 2029-12-31" in said.err
    pin = "assumptions: [{id: end, of: bare.term.end, value: 2030-12-31, why: the later letter}]\n"
    data = call("lease", portfolio(claimed, more=pin), "bare", "--json").data()
    assert (data["end"], data["assumptions"]) == ("2031-01-01", ["end"])


def test_without_a_lease_all_are_disclosed_and_what_stops_each_is_said(call: Call, portfolio: Write) -> None:
    said = call("lease", portfolio(SAMPLE, BARE), "--as-of", "2028-12-31")
    assert said.code == 0
    assert "weighted average rate" in said.all()
    assert "accounting.rate" in said.out
    assert "unpinned" not in said.err  # what to write is said when one lease is asked for
    data = call("lease", portfolio(SAMPLE, BARE), "--as-of", "2028-12-31", "--json").data()
    (total,) = data["totals"]
    assert (total["currency"], total["undiscounted"], total["weighted_years"]) == ("USD", "400000.00", "8.000000")
    assert [item["lease"] for item in data["stopped"]] == ["bare"]
    (year,) = data["year"]
    assert (year["interest"], year["depreciation"], year["paid"]) == ("16158.03", "42039.11", "50000.00")


def test_the_disclosure_is_written_as_a_workbook(call: Call, portfolio: Write, tmp_path: Path) -> None:
    book = tmp_path / "all.xlsx"
    assert call("lease", portfolio(SAMPLE, BARE), "--as-of", "2028-12-31", "--xlsx", book).code == 0
    sheets = load_workbook(BytesIO(book.read_bytes()))
    assert sheets.sheetnames == ["disclosure", "year", "positions", "stopped"]
    assert [row[1].value for row in sheets["disclosure"].iter_rows(min_row=2, max_row=7)] == [50000] * 5 + [150000]


def test_where_no_lease_can_be_measured_the_answer_is_no(call: Call, portfolio: Write) -> None:
    assert call("lease", portfolio(BARE), "--as-of", "2028-12-31").code == 1


@pytest.mark.parametrize("standard", ["ifrs16", "asc842"])
def test_the_lease_of_the_small_lot_costs_what_it_pays(call: Call, examples: Path, standard: str) -> None:
    data = call("lease", examples / "harbour-lot", "lease-harbour", "--standard", standard, "--json").data()
    costs = sum(Decimal(row[key]) for row in data["rows"] for key in ("interest", "depreciation"))
    costs += sum(Decimal(row[key]) for row in data["provision"] for key in ("unwinding", "depreciation"))
    assert costs == sum(Decimal(item["amount"]) for item in data["cash"] if item["kind"] != "service")


def test_a_right_to_days_without_rent_is_named_and_costs_nothing_known(call: Call, portfolio: Write) -> None:
    days = "  - {id: d, kind: days, lessee: Us, pool: [a, b], days_per_year: 90, term: 2027-01-01/2029-12-31}\n"
    data = call("lease", portfolio(days), "d", "--json").data()
    assert (data["rows"], data["off_balance_sheet"]["why"]) == ([], "days")
    assert "off the balance sheet: days of a pool" in call("lease", portfolio(days), "d").out


def test_every_example_is_disclosed_or_says_what_it_lacks(call: Call, examples: Path) -> None:
    for name in ("east-asia", "harbour-lot", "two-stages"):
        data = call("lease", examples / name, "--as-of", "2028-12-31", "--json").data()
        assert data["leases"] or data["stopped"]


def test_a_foreign_lease_is_translated_or_says_which_rate_is_missing(call: Call, portfolio: Write) -> None:
    foreign = SAMPLE.replace("rate: 0.05,", "rate: 0.05, functional_currency: JPY,")
    said = call("lease", portfolio(foreign), "l")
    assert said.code == 2
    assert "no exchange rate of the portfolio is dated on or before 2027-01-01" in said.err
    data = call("lease", portfolio(foreign, more=RATES), "l", "--json").data()
    assert [rate["id"] for rate in data["functional"]["rates"]] == ["r1", "r2"]
    assert data["functional"]["currency"] == "JPY"
    assert Decimal(data["functional"]["rows"][1]["exchange"]) < 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody"], "no lease 'nobody'"),
        (["--svg", "x.svg"], "--svg needs a LEASE"),
        (["--cash"], "--cash needs a LEASE"),
        (["--as-of", "0001-01-01"], "the twelve months up to 0001-01-01"),
        (["--as-of", "9999-12-31"], "the twelve months up to 9999-12-31"),
        (["l", "--as-of", "yesterday"], "--as-of: 'yesterday' is no day"),
        (["l", "--standard", "gaap"], "'gaap'"),
    ],
)
def test_what_cannot_be_asked_is_refused(call: Call, portfolio: Write, arguments: list[str], words: str) -> None:
    said = call("lease", portfolio(SAMPLE), *arguments)
    assert said.code == 2
    assert words in said.err


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ("rate: 0.05,", "rate: -1,", "accounting.rate"),
        ("amount: 50000,", "amount: -50000,", "rent.0.amount"),
        ("option: 0,", "option: 4,", "events.0.option"),
        ("term: 2027-01-01/2036-12-31", "term: 2036-12-31/2027-01-01", "term"),
        ("rate: 0.06}", "rate: 0.06, amount: 3}", "events.0.amount"),
        ("kind: reassess, option: 0, reasonably_certain: true,", "kind: index, from: 0, to: 1,", "events.0.from"),
    ],
)
def test_absurd_leases_are_findings_with_their_field(
    call: Call, portfolio: Write, was: str, becomes: str, field: str
) -> None:
    assert was in SAMPLE
    said = call("lease", portfolio(SAMPLE.replace(was, becomes)), "l", "--json")
    assert said.code == 2
    assert field in [finding["field"] for finding in said.data()["findings"]]


def test_candidates_and_totals_are_not_measured(call: Call, portfolio: Write) -> None:
    total = "  - {id: t, lessee: Us, is_total_of: [l], term: 2027-01-01/2036-12-31}\n"
    candidate = "candidate_leases: [{id: c, lessee: Us, spaces: [b]}]\n"
    folder = portfolio(SAMPLE, total, more=candidate)
    assert "t is only the total of l" in call("lease", folder, "t").err
    assert "c is a candidate lease" in call("lease", folder, "c").err
