/** The colours and hatches of the page's style, for drawing. */

const NAMES = [
  "ink", "ink-soft", "paper", "paper-raised", "paper-sunk", "line", "line-strong", "accent", "focus", "ok", "warn", "bad", "bad-wash", "lease",
  "lease-soft", "lease-edge", "hold", "hold-edge", "confirmed", "confirmed-edge", "plan", "late", "closed", "closed-edge", "turnover",
  "phase-build", "phase-prelight", "phase-shoot", "phase-standing", "phase-strike",
] as const;

export type ColourName = (typeof NAMES)[number];

export interface Colours {
  of: Record<ColourName, string>;
  closed: CanvasPattern | string;
  assumed: CanvasPattern | string;
  late: CanvasPattern | string;
  standing: CanvasPattern | string;
  turnover: CanvasPattern | string;
  font: string;
  bold: string;
  small: string;
}

/** Reads the style in force now; call again when theme or language change. */
export function coloursNow(ctx: CanvasRenderingContext2D): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Record<ColourName, string>;
  const family = style.fontFamily;
  return {
    of,
    closed: hatch(ctx, of.closed, of["closed-edge"], 7, -1),
    assumed: hatch(ctx, of["lease-soft"], of["lease-edge"], 9, 1, 0.45),
    late: hatch(ctx, of["bad-wash"], of.late, 5, 1),
    standing: dots(ctx, of["phase-standing"], of.plan),
    turnover: hatch(ctx, "transparent", of.turnover, 5, -1, 0.8),
    font: `12px ${family}`,
    bold: `600 12px ${family}`,
    small: `11px ${family}`,
  };
}

/** Lines at 45°; `lean` is 1 for rising to the right and −1 for falling. */
function hatch(ctx: CanvasRenderingContext2D, ground: string, ink: string, size: number, lean: number, alpha = 1): CanvasPattern | string {
  return tile(ctx, size, (pen) => {
    if (ground !== "transparent") {
      pen.fillStyle = ground;
      pen.fillRect(0, 0, size, size);
    }
    pen.strokeStyle = ink;
    pen.globalAlpha = alpha;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift - 1, lean > 0 ? size + 1 : -1);
      pen.lineTo(shift + size + 1, lean > 0 ? -1 : size + 1);
    }
    pen.stroke();
  });
}

function dots(ctx: CanvasRenderingContext2D, ground: string, ink: string): CanvasPattern | string {
  return tile(ctx, 6, (pen) => {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, 6, 6);
    pen.fillStyle = ink;
    pen.fillRect(2, 2, 2, 2);
  });
}

function tile(ctx: CanvasRenderingContext2D, size: number, draw: (pen: CanvasRenderingContext2D) => void): CanvasPattern | string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  if (pen === null) return "transparent";
  draw(pen);
  return ctx.createPattern(canvas, "repeat") ?? "transparent";
}

/** Black or white, whichever reads better on a colour written as #rrggbb. */
export function inkOn(colour: string): string {
  const value = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  if (value === undefined) return "#000000";
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = parseInt(value.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  // The crossing of both contrasts lies at a luminance of about 0.179.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#10161d" : "#ffffff";
}
