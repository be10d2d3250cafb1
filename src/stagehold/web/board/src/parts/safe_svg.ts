/**
 * Pictures from the server, taken into the page without anything that could run or fetch. The server escapes what it
 * draws; this is the second lock, and what it keeps is named here rather than what it drops.
 */

const ELEMENTS = new Set(
  ("svg g title desc defs rect circle ellipse line polyline polygon path text tspan pattern linearGradient radialGradient stop " +
    "clipPath mask marker symbol").split(" "),
);
const ATTRIBUTES = new Set(
  ("xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform fill fill-opacity fill-rule stroke " +
    "stroke-width stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-opacity stroke-miterlimit opacity font-size " +
    "font-family font-weight font-style font-variant text-anchor dominant-baseline alignment-baseline letter-spacing id class role " +
    "aria-label aria-labelledby aria-describedby aria-hidden patternUnits patternTransform patternContentUnits gradientUnits " +
    "gradientTransform offset stop-color stop-opacity clip-path clip-rule clipPathUnits mask preserveAspectRatio textLength lengthAdjust " +
    "marker-start marker-mid marker-end markerWidth markerHeight refX refY orient paint-order visibility pointer-events " +
    "shape-rendering text-rendering vector-effect version").split(" "),
);

/** Paints may name a pattern of the same picture, never an address. */
function isLocal(value: string): boolean {
  return !/url\s*\(/i.test(value) || /^url\(\s*["']?#[^)"']*["']?\s*\)$/i.test(value.trim());
}

/** The picture, or null where the text is none. Ids get `prefix`, so that two pictures on a page do not meet. */
export function safeSvg(text: string, prefix: string): SVGSVGElement | null {
  const read = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = read.documentElement;
  if (root.localName !== "svg" || root.namespaceURI !== "http://www.w3.org/2000/svg") return null;
  if (read.querySelector("parsererror") !== null) return null;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (element.namespaceURI !== "http://www.w3.org/2000/svg" || !ELEMENTS.has(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      if (!ATTRIBUTES.has(name) || !isLocal(value)) element.removeAttribute(name);
      else if (name === "id") element.setAttribute(name, prefix + value);
      else if (name.startsWith("aria-") && name.endsWith("by")) {
        element.setAttribute(name, value.split(/\s+/).map((id) => prefix + id).join(" "));
      } else if (/url\(/i.test(value)) element.setAttribute(name, value.replace(/#/, `#${prefix}`));
    }
  }
  return document.importNode(root, true) as unknown as SVGSVGElement;
}
