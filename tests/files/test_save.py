"""Writing is all or nothing, replaces nothing unasked, and is made for people."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from stagehold.domain.errors import InputError, NotSupported, Unreadable
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Source
from stagehold.domain.quantities import Area
from stagehold.domain.studio import Space, SpaceKind, Studio
from stagehold.files import FileForm, load, save

ONE = Portfolio.of([Source(id="s", publisher="Press")])
OTHER = Portfolio.of([Source(id="t", publisher="Other")])


def contents(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("name", "form"), [("f", FileForm.YAML), ("f", FileForm.CSV), ("b.xlsx", None), ("p.yaml", None)]
)
def test_what_is_there_is_replaced_only_when_asked(tmp_path: Path, name: str, form: FileForm | None) -> None:
    save(ONE, tmp_path / name, form)
    with pytest.raises(InputError, match="not empty"):
        save(OTHER, tmp_path / name, form)
    assert load(tmp_path / name).portfolio == ONE
    save(OTHER, tmp_path / name, form, overwrite=True)
    assert load(tmp_path / name).portfolio == OTHER


def test_a_folder_that_holds_anything_is_not_written_to_unasked(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("precious")
    with pytest.raises(InputError, match="not empty"):
        save(ONE, tmp_path)
    save(ONE, tmp_path, overwrite=True)
    assert contents(tmp_path)["photo.jpg"] == "precious"


def test_tables_that_are_gone_leave_no_file_behind(tmp_path: Path) -> None:
    save(ONE, tmp_path, FileForm.CSV)
    save(Portfolio(), tmp_path, FileForm.CSV, overwrite=True)
    assert list(contents(tmp_path)) == ["settings.csv"]


def test_one_form_is_never_written_beside_another(tmp_path: Path) -> None:
    save(ONE, tmp_path)
    with pytest.raises(InputError, match=r"holds yaml files \(portfolio\.yaml\)"):
        save(ONE, tmp_path, FileForm.CSV, overwrite=True)


def test_nothing_is_left_when_writing_fails(tmp_path: Path) -> None:
    save(ONE, tmp_path / "b.xlsx")
    before = (tmp_path / "b.xlsx").read_bytes()
    long = Portfolio.of([Source(id="s", publisher="x" * 40_000)])
    with pytest.raises(NotSupported, match="40000 characters"):
        save(long, tmp_path / "b.xlsx", overwrite=True)
    assert [file.name for file in tmp_path.iterdir()] == ["b.xlsx"]
    assert (tmp_path / "b.xlsx").read_bytes() == before


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreadable, match="cannot be written"):
        save(ONE, tmp_path / "file" / "folder")


@pytest.mark.parametrize(("name", "form"), [("b", FileForm.XLSX), ("b.yaml", FileForm.CSV), ("b.xlsx", FileForm.YAML)])
def test_a_path_that_does_not_fit_the_form_is_refused(tmp_path: Path, name: str, form: FileForm) -> None:
    (tmp_path / "b.xlsx").write_text("")
    with pytest.raises(InputError):
        save(ONE, tmp_path / name, form)


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotSupported, match=r"\.json"):
        save(ONE, tmp_path / "p.json")


LOT = Portfolio.of(
    [
        Studio(id="lot", name=Name("Lot", "撮影所"), country="NO"),
        Space(
            id="007",
            studio="lot",
            kind=SpaceKind.STAGE,
            name=Name("=1+1"),
            area=Area(Decimal("957.50")),
            note="one\ntwo: three",
            features=("grid",),
        ),
    ]
)


def test_yaml_is_written_for_people(tmp_path: Path) -> None:
    save(LOT, tmp_path)
    assert (
        (tmp_path / "portfolio.yaml").read_text(encoding="utf-8")
        == """stagehold: 1

studios:
  - id: lot
    name: {en: Lot, ja: 撮影所}
    country: "NO"

spaces:
  - id: "007"
    studio: lot
    kind: stage
    name: "=1+1"
    area: 957.50 m2
    features: [grid]
    note: |-
      one
      two: three
"""
    )


def test_csv_is_written_for_spreadsheets(tmp_path: Path) -> None:
    save(LOT, tmp_path, FileForm.CSV)
    assert contents(tmp_path) == {
        "settings.csv": "stagehold\n1\n",
        "studios.csv": 'id,name,country\nlot,"{en: Lot, ja: 撮影所}",NO\n',
        "spaces.csv": 'id,studio,kind,name,area,features,note\n007,lot,stage,=1+1,957.50 m2,grid,"one\ntwo: three"\n',
    }


def test_a_workbook_types_every_cell_as_text(tmp_path: Path) -> None:
    save(LOT, tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["spaces"]
    header, row = list(sheet.iter_rows())
    assert {cell.data_type for cell in row} == {"s"}
    assert {cell.number_format for cell in row} == {"@"}
    assert [cell.value for cell in row] == ["007", "lot", "stage", "=1+1", "957.50 m2", "grid", "one\ntwo: three"]
    assert all(cell.font.bold for cell in header)
    assert sheet.freeze_panes == "A2"
