"""Pages of text and tables: figures lead to their sources, tables sort and are saved, pages print, files come in."""

from __future__ import annotations

import json
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Route, expect

from board.conftest import OpenBoard
from board.reader import PHONE, Reader
from web.serving import Served

HOSTILE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"
 onload="globalThis.hurt=1"><script>globalThis.hurt=2</script><foreignObject><iframe src="/"/></foreignObject>
<style>@import url(https://elsewhere.example/x.css);</style>
<a xlink:href="javascript:globalThis.hurt=3"><text>a</text></a>
<image href="https://elsewhere.example/x.png"/><use href="https://elsewhere.example/#x"/>
<rect id="kept" width="4" height="4" fill="url(https://elsewhere.example/#p)" onclick="globalThis.hurt=4"/></svg>"""


def settled(reader: Reader) -> None:
    """What was asked for is there."""
    expect(reader.page.locator("main [aria-busy=true], main .loading")).to_have_count(0, timeout=120_000)


def opened(reader: Reader, address: str) -> None:
    """Go there and wait for it."""
    reader.go(address)
    expect(reader.page.locator("main h1")).to_be_visible()
    settled(reader)


def first_column(table: Locator) -> list[str]:
    """The texts of a table's row heads."""
    return [text.strip() for text in table.locator("tbody th").all_inner_texts()]


def test_every_figure_leads_to_its_source_in_one_click_and_back_by_escape(
    harbour_served: Served, board: OpenBoard
) -> None:
    reader = board(harbour_served)
    opened(reader, "footprint")
    lease = reader.page.get_by_role("main").get_by_role("link", name=re.compile("lease|harbour|la-", re.I)).first
    lease.click()
    expect(reader.page).to_have_url(re.compile(r"#/sources/"))
    settled(reader)
    expect(reader.page.get_by_role("main").get_by_role("table").first).to_be_visible()


def test_a_source_says_publisher_title_date_and_link(harbour_served: Served, board: OpenBoard) -> None:
    """With a report of our own making: the example names few sources."""
    reader = board(harbour_served)
    cell = {"text": "957 m2", "sources": ["s1"], "record": "space/a", "marks": ["assumed"]}
    answer_with(
        reader,
        "footprint",
        table([[cell]]),
        {
            "s1": {
                "publisher": "The Trade",
                "title": "Stages",
                "url": "https://trade.example/a",
                "published": "2021-03-04",
            },
            "s2": {"publisher": "Bad", "title": None, "url": "javascript:alert(1)", "published": None},
        },
    )
    opened(reader, "footprint")
    expect(reader.page.get_by_text(reader.t("mark.assumed"), exact=True)).to_be_visible()
    button = reader.page.get_by_role("button", name=reader.t("source.button", what="957 m2", who="The Trade"))
    button.click()
    popover = reader.page.get_by_role("dialog", name=reader.t("source.title"))
    expect(popover).to_contain_text("The Trade")
    expect(popover).to_contain_text("4 Mar 2021")
    expect(popover.get_by_role("link", name=reader.t("source.open"))).to_have_attribute(
        "href", "https://trade.example/a"
    )
    expect(popover.get_by_role("link", name=reader.t("source.derivation"))).to_have_attribute(
        "href", "#/sources/space/a"
    )
    reader.page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    expect(button).to_be_focused()
    assert reader.page.locator("a[href^='javascript:']").count() == 0


def test_a_table_sorts_by_what_its_cells_mean_and_is_saved_as_it_is_shown(
    harbour_served: Served, board: OpenBoard, tmp_path: Path
) -> None:
    reader = board(harbour_served, language="ja")
    rows = [
        [{"text": "乙"}, {"text": "2027年3月5日", "sort": "2027-03-05"}, {"text": "1,200 ㎡", "sort": 1200}],
        [{"text": "甲"}, {"text": "2026年12月1日", "sort": "2026-12-01"}, {"text": "90 ㎡", "sort": 90}],
        [{"text": "=1+1"}, {"text": ""}, {"text": ""}],
    ]
    answer_with(reader, "footprint", table(rows, ("名称", "text"), ("日付", "date"), ("面積", "area")), {})
    opened(reader, "footprint")
    shown = reader.page.get_by_role("table", name="T")
    head = shown.get_by_role("columnheader", name="日付")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert first_column(shown) == ["甲", "乙", "=1+1"]
    head.get_by_role("button").press("Enter")
    assert first_column(shown) == ["乙", "甲", "=1+1"]
    with reader.page.expect_download() as coming:
        reader.button("table.xlsx-of", title="T").click()
    coming.value.save_as(tmp_path / "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["名称", "日付", "面積"],
        ["乙", "2027年3月5日", 1200],
        ["甲", "2026年12月1日", 90],
        ["=1+1", None, None],
    ]
    assert sheet["A4"].data_type in ("s", "inlineStr")  # text, not a formula


def test_a_picture_brings_nothing_that_runs_or_fetches(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served)
    sought: list[str] = []
    reader.page.on("request", lambda request: sought.append(request.url))
    picture = {"id": "p", "title": "Drawn <b>", "description": "In words", "svg": HOSTILE}
    answer_with(reader, "footprint", None, {}, [picture])
    opened(reader, "footprint")
    drawn = reader.page.locator("figure svg")
    expect(drawn.locator("rect")).to_have_count(1)
    inside = drawn.evaluate("element => element.outerHTML").lower()
    for word in (
        "script",
        "foreignobject",
        "iframe",
        "onload",
        "onclick",
        "javascript",
        "elsewhere",
        "@import",
        "<use",
        "<image",
    ):
        assert word not in inside
    assert reader.page.evaluate("globalThis.hurt") is None
    assert [url for url in sought if "elsewhere" in url] == []
    reader.button("picture.large-of", title="Drawn <b>").click()
    large = reader.page.get_by_role("dialog", name="Drawn <b>")
    expect(large.locator("svg")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(large).to_be_hidden()


def test_a_report_is_handed_out_as_workbook_and_page_and_prints_without_the_shell(
    harbour_served: Served, board: OpenBoard, tmp_path: Path
) -> None:
    reader = board(harbour_served)
    opened(reader, "leases")
    for key, ending in (("page.xlsx", "xlsx"), ("page.html", "html")):
        with reader.page.expect_download() as coming:
            reader.page.get_by_role("link", name=reader.t(key), exact=True).click()
        coming.value.save_as(tmp_path / f"report.{ending}")
        assert coming.value.suggested_filename == f"leases.{ending}"
    assert load_workbook(tmp_path / "report.xlsx").sheetnames
    assert "<table" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert reader.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    reader.page.emulate_media(media="print")
    expect(reader.page.get_by_role("navigation", name=reader.t("nav.label"))).to_be_hidden()
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
    expect(reader.page.locator(".printed")).to_be_visible()
    expect(reader.button("page.print")).to_be_hidden()


def test_another_language_reaches_an_open_report_at_once(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served)
    opened(reader, "leases")
    english = reader.page.get_by_role("main").inner_text()
    reader.button("me.menu", name=reader.name.title()).click()
    reader.page.locator("#me-language").select_option("ko")
    reader.language = "ko"
    expect(reader.heading("nav.leases")).to_be_visible()
    settled(reader)
    assert reader.page.get_by_role("main").inner_text() != english
    assert reader.english_left() == []
    reader.page.locator("#me-language").select_option("en")
    reader.language = "en"
    expect(reader.heading("nav.leases")).to_be_visible()


def test_a_plan_is_asked_for_watched_and_published_after_a_look_at_what_changes(
    harbour_served: Served, board: OpenBoard
) -> None:
    reader = board(harbour_served, "pia")
    opened(reader, "plan")
    reader.page.get_by_label(reader.t("job.time-limit")).fill("5")
    reader.button("plan.make").click()
    expect(reader.page).to_have_url(re.compile(r"#/plan/[0-9a-f]{16}"))
    expect(reader.button("publish.preview")).to_be_visible(timeout=300_000)
    settled(reader)
    reader.button("publish.preview").click()
    settled(reader)
    expect(reader.page.get_by_text(reader.t("publish-what.same")).first).to_be_visible()
    reader.page.get_by_label(reader.t("booking-act.why")).fill("better <i>days</i>")
    reader.button("publish.publish").click()
    expect(reader.page).to_have_url(re.compile(r"#/plan/2$"))
    opened(reader, "journal")
    expect(reader.page.get_by_text("better <i>days</i>")).to_be_visible()


def test_an_import_shows_what_it_would_change_and_every_problem_in_its_place_before_it_is_done(
    harbour_served: Served, board: OpenBoard
) -> None:
    reader = board(harbour_served)
    opened(reader, "import")
    field = reader.page.locator("input[type=file]")
    field.set_input_files({"name": "x.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    expect(reader.page.get_by_text(reader.t("import.kind", name="x.exe"))).to_be_visible()
    wrong = b"stagehold: 1\nstudios: [{id: new, name: New, country: JP, time_zone: Asia/Tokio}]\n"
    field.set_input_files({"name": "wrong.yaml", "mimeType": "application/yaml", "buffer": wrong})
    problems = reader.page.get_by_role("table", name=reader.t("import.problems"))
    expect(problems).to_contain_text("Asia/Tokio")
    expect(problems).to_contain_text("Asia/Tokyo")
    expect(reader.button("import.write")).to_have_count(0)
    right = b"stagehold: 1\nstudios: [{id: new, name: '<b>New</b>', country: JP, time_zone: Asia/Tokyo}]\n"
    field.set_input_files({"name": "right.yaml", "mimeType": "application/yaml", "buffer": right})
    expect(reader.page.get_by_role("table", name=reader.t("import.changes"))).to_contain_text("<b>New</b>")
    assert "new" not in {item["id"] for item in reader.ask("GET", "/portfolio/studios?limit=500")["records"]}
    reader.button("import.write").click()
    expect(reader.page.get_by_role("region", name=reader.t("toast.label"))).to_contain_text(reader.t("import.done"))
    assert "new" in {item["id"] for item in reader.ask("GET", "/portfolio/studios?limit=500")["records"]}


def test_a_booking_is_released_on_its_page_and_somebody_else_who_looks_sees_it_at_once(
    harbour_served: Served, board: OpenBoard
) -> None:
    ben, vera = board(harbour_served, "ben"), board(harbour_served, "vera", language="ja", size=PHONE)
    held = next(item for item in ben.ask("GET", "/bookings?state=hold")["bookings"] if item["party"] == "kestrel")
    opened(ben, f"bookings/{held['id']}")
    opened(vera, f"bookings/{held['id']}")
    expect(vera.page.get_by_role("button", name=vera.t("booking-act.release"))).to_have_count(0)
    ben.button("booking-act.release").click()
    ben.page.locator("form.card").get_by_role("button", name=ben.t("booking-act.release")).click()
    expect(ben.page.get_by_text(ben.t("line-state.released")).first).to_be_visible()
    expect(vera.page.get_by_text(vera.t("line-state.released")).first).to_be_visible(timeout=2_000)


def test_an_address_of_a_calendar_is_shown_once_and_can_be_revoked(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served, "vera")
    opened(reader, "calendars")
    reader.page.get_by_role("combobox", name=reader.t("calendar.of"), exact=True).select_option(index=1)
    reader.button("calendar.make").click()
    address = reader.page.locator(".secret").inner_text()
    assert reader.page.context.request.get(address).text().startswith("BEGIN:VCALENDAR")
    reader.page.on("dialog", lambda asked: asked.accept())
    reader.page.get_by_role("button", name=re.compile(reader.t("calendar.revoke"))).click()
    expect(reader.page.get_by_role("button", name=re.compile(reader.t("calendar.revoke")))).to_have_count(0)
    assert reader.page.context.request.get(address).status == 404


def test_what_a_reader_may_not_do_is_not_offered(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served, "vera")
    for address, key in (
        ("plan", "plan.make"),
        ("scenarios", "scenario.compare"),
        ("risk", "risk.assess"),
        ("advice", "advice.advise"),
    ):
        opened(reader, address)
        expect(reader.button(key)).to_have_count(0)


def test_an_outside_party_is_not_led_to_reports_and_sees_none_by_address(
    harbour_served: Served, board: OpenBoard
) -> None:
    reader = board(harbour_served, "beth")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    opened(reader, "bookings")
    expect(reader.page.get_by_role("link", name=reader.t("nav.footprint"), exact=True)).to_have_count(0)
    for page in ("footprint", "leases", "plan", "journal", "people", "import"):
        opened(reader, page)
        expect(reader.page.get_by_role("main")).to_contain_text(reader.t("problem.not-allowed"))
    assert [url for url in asked if "/reports/" in url or "/users" in url] == []


def test_addresses_that_lead_nowhere_say_so_in_the_reader_s_language(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served, language="ja")
    reader.expected = {400, 404, 422}
    for address in (
        "plan/zzzz",
        "plan/99",
        "bookings/none",
        "sources/nope/x",
        "footprint?by=evil",
        "journal?as_of=99999",
    ):
        opened(reader, address)
        expect(reader.page.locator("main [role=alert]").first).to_contain_text(re.compile("[ぁ-ん]"))
    reader.go("%E0%A4%A")
    expect(reader.page.get_by_text(reader.t("app.missing")).first).to_be_visible()


# --- reports of our own making --------------------------------------------------------------------------------------


def table(rows: list[list[dict[str, object]]], *columns: tuple[str, str]) -> dict[str, object]:
    """A table as the server gives it."""
    heads = columns or tuple((f"c{index}", "text") for index in range(len(rows[0])))
    return {
        "id": "t",
        "title": "T",
        "columns": [{"key": str(index), "title": title, "kind": kind} for index, (title, kind) in enumerate(heads)],
        "rows": rows,
        "notes": [],
    }


def answer_with(
    reader: Reader,
    name: str,
    one: dict[str, object] | None,
    sources: dict[str, dict[str, str | None]],
    pictures: list[dict[str, str]] | None = None,
) -> None:
    """Let a report be this one; everything else comes from the server."""
    section = {"heading": "", "text": [], "sources": [], "tables": [one] if one else [], "pictures": pictures or []}
    body = {"id": name, "title": name, "subtitle": "", "sections": [section], "sources": sources}

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    reader.page.route(re.compile(rf"/api/v1/reports/{name}\?"), answer)
