/** Files that the page itself hands out. */

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A file's name from a title: no character that a file system refuses. */
export function fileName(title: string, ending: string): string {
  const kept = title.replace(/[\\/:*?"<>|\s]+/g, "-").replace(/^[-.]+|-+$/g, "").slice(0, 80);
  return `${kept === "" ? "stagehold" : kept}.${ending}`;
}

/** Let the browser save it. */
export function save(name: string, content: BlobPart, kind: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
