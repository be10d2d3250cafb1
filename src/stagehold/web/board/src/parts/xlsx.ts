/**
 * A table as a workbook of one sheet, written here so that any table on the page can be saved as it is shown.
 * A workbook is a zip of small XML files; they are stored, not deflated: tables of a page are small.
 */

export type Value = string | number;

const CRC = new Uint32Array(256).map((_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** The check sum that zip asks for. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (CRC[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Text for XML: what XML cannot hold is left out. */
function escaped(text: string): string {
  return text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

function column(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : column(Math.floor(index / 26) - 1) + column(index % 26);
}

/** Text is kept as text, so that no spreadsheet runs what begins with "=". */
function cell(value: Value, row: number, place: number, style: number): string {
  if (value === "") return "";
  const at = `${column(place)}${row}`;
  if (typeof value === "number" && Number.isFinite(value)) return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`;
}

function widths(rows: Value[][]): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const written = Array.from({ length: count }, (_, place) => {
    const longest = Math.max(8, ...rows.map((row) => String(row[place] ?? "").length));
    return `<col min="${place + 1}" max="${place + 1}" width="${Math.min(60, longest + 2)}" customWidth="1"/>`;
  });
  return written.length === 0 ? "" : `<cols>${written.join("")}</cols>`;
}

function sheet(rows: Value[][]): string {
  const body = rows
    .map((row, index) => `<row r="${index + 1}">${row.map((value, place) => cell(value, index + 1, place, index === 0 ? 1 : 0)).join("")}</row>`)
    .join("");
  const pane = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  return `${HEAD}<worksheet xmlns="${MAIN}">${pane}${widths(rows)}<sheetData>${body}</sheetData></worksheet>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A sheet's name: at most 31 characters, none of those that mean something in a formula. */
export function sheetName(title: string): string {
  const kept = title.replace(/[\\/?*[\]:']/g, " ").trim().slice(0, 31);
  return kept === "" ? "1" : kept;
}

function files(title: string, rows: Value[][]): [string, string][] {
  return [
    [
      "[Content_Types].xml",
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`,
    ],
    ["_rels/.rels", `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(title))}" sheetId="1" r:id="r1"/></sheets></workbook>`],
    [
      "xl/_rels/workbook.xml.rels",
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      "xl/styles.xml",
      `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ],
    ["xl/worksheets/sheet1.xml", sheet(rows)],
  ];
}

/** 1 January 1980, the first day zip knows: the same table gives the same bytes. */
const FIRST_DAY = 0x21;

function header(signature: number, name: Uint8Array, data: Uint8Array, central: number | null): Uint8Array {
  const size = central === null ? 30 : 46;
  const bytes = new Uint8Array(size + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  const at = central === null ? 4 : 6;
  if (central !== null) view.setUint16(4, 20, true);
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0800, true); // names are UTF-8
  view.setUint16(at + 8, FIRST_DAY, true);
  view.setUint32(at + 10, crc32(data), true);
  view.setUint32(at + 14, data.length, true);
  view.setUint32(at + 18, data.length, true);
  view.setUint16(at + 22, name.length, true);
  if (central !== null) view.setUint32(42, central, true);
  bytes.set(name, size);
  return bytes;
}

/** The workbook; `rows` has the heads of the columns first. */
export function workbook(title: string, rows: Value[][]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let place = 0;
  for (const [name, text] of files(title, rows)) {
    const [named, data] = [encoder.encode(name), encoder.encode(text)];
    const local = header(0x04034b50, named, data, null);
    directory.push(header(0x02014b50, named, data, place));
    parts.push(local, data);
    place += local.length + data.length;
  }
  const listed = directory.reduce((sum, item) => sum + item.length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, directory.length, true);
  view.setUint16(10, directory.length, true);
  view.setUint32(12, listed, true);
  view.setUint32(16, place, true);
  const whole = new Uint8Array(place + listed + 22);
  let at = 0;
  for (const part of [...parts, ...directory, end]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
