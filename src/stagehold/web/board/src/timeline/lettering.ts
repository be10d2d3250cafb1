/** Widths of texts, and what of a text fits. Measuring is dear, so every width is kept. */

export type MeasureText = (text: string, font: string) => number;

const MOST_KEPT = 20_000;

export class Lettering {
  private readonly measure: MeasureText;
  private widths = new Map<string, number>();
  private cuts = new Map<string, string>();

  constructor(measure: MeasureText) {
    this.measure = measure;
  }

  width(text: string, font: string): number {
    const key = `${font}\n${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > MOST_KEPT) this.widths.clear();
      this.widths.set(key, (width = this.measure(text, font)));
    }
    return width;
  }

  /** The text, or its beginning with an ellipsis, or nothing where not even three signs fit. */
  fit(text: string, width: number, font: string): string {
    if (text === "" || width < 14) return "";
    if (this.width(text, font) <= width) return text;
    const room = Math.floor(width / 4) * 4; // few different widths: few different cuts
    const key = `${font}\n${room}\n${text}`;
    let cut = this.cuts.get(key);
    if (cut === undefined) {
      if (this.cuts.size > MOST_KEPT) this.cuts.clear();
      this.cuts.set(key, (cut = this.cutTo(text, room, font)));
    }
    return cut;
  }

  private cutTo(text: string, width: number, font: string): string {
    const signs = Array.from(text);
    let [low, high] = [0, signs.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.measure(signs.slice(0, middle).join("") + "…", font) <= width) low = middle;
      else high = middle - 1;
    }
    return low < 2 ? "" : `${signs.slice(0, low).join("").trimEnd()}…`;
  }
}
