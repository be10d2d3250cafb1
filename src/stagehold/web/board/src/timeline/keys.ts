/** What each key does. Where a bar is in the hand, arrows move it; on a bar they lead to the next; else they move the view. */

export type Command =
  | { do: "pan"; screens: number }
  | { do: "scroll"; rows: number }
  | { do: "page"; screens: number }
  | { do: "zoom"; factor: number }
  | { do: "first" | "last" | "today" | "all" | "search" | "open" | "menu" | "move" | "move-one" | "resize" | "new" | "drop" | "cancel" | "leave" | "undo" | "delete" }
  | { do: "bar"; step: 1 | -1 }
  | { do: "row"; step: 1 | -1 }
  | { do: "shift"; days: number }
  | { do: "shift-start"; days: number }
  | { do: "stage"; step: 1 | -1 };

export interface Pressed {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export type Mode = "view" | "bar" | "hand";

export function commandOf(event: Pressed, mode: Mode): Command | null {
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl) return event.key.toLowerCase() === "z" && !event.shiftKey ? { do: "undo" } : null;
  if (mode === "hand") return handCommand(event);
  if (event.altKey) return null;
  return (mode === "bar" ? barCommand(event) : viewCommand(event)) ?? everywhere(event);
}

function handCommand(event: Pressed): Command | null {
  const step = event.shiftKey ? 7 : 1;
  const way = event.altKey ? "shift-start" : "shift";
  switch (event.key) {
    case "ArrowLeft":
      return { do: way, days: -step };
    case "ArrowRight":
      return { do: way, days: step };
    case "ArrowUp":
      return { do: "stage", step: -1 };
    case "ArrowDown":
      return { do: "stage", step: 1 };
    case "Enter":
    case " ":
      return { do: "drop" };
    case "Escape":
      return { do: "cancel" };
    default:
      return event.altKey ? null : zoomCommand(event);
  }
}

function barCommand(event: Pressed): Command | null {
  switch (event.key) {
    case "ArrowLeft":
      return { do: "bar", step: -1 };
    case "ArrowRight":
      return { do: "bar", step: 1 };
    case "ArrowUp":
      return { do: "row", step: -1 };
    case "ArrowDown":
      return { do: "row", step: 1 };
    case "Enter":
    case " ":
      return { do: "open" };
    case "ContextMenu":
      return { do: "menu" };
    case "F10":
      return event.shiftKey ? { do: "menu" } : null;
    case "Escape":
      return { do: "leave" };
    case "Delete":
      return { do: "delete" };
    default:
      return letterCommand(event.key.toLowerCase(), event.shiftKey);
  }
}

function letterCommand(key: string, alone: boolean): Command | null {
  if (key === "m") return { do: alone ? "move-one" : "move" };
  if (key === "r") return { do: "resize" };
  return null;
}

function viewCommand(event: Pressed): Command | null {
  switch (event.key) {
    case "ArrowLeft":
      return { do: "pan", screens: event.shiftKey ? -0.5 : -0.1 };
    case "ArrowRight":
      return { do: "pan", screens: event.shiftKey ? 0.5 : 0.1 };
    case "ArrowUp":
      return { do: "scroll", rows: -1 };
    case "ArrowDown":
      return { do: "scroll", rows: 1 };
    case "Escape":
      return { do: "leave" };
    default:
      return null;
  }
}

function everywhere(event: Pressed): Command | null {
  switch (event.key) {
    case "Home":
      return { do: "first" };
    case "End":
      return { do: "last" };
    case "PageUp":
      return event.shiftKey ? { do: "pan", screens: -0.9 } : { do: "page", screens: -0.9 };
    case "PageDown":
      return event.shiftKey ? { do: "pan", screens: 0.9 } : { do: "page", screens: 0.9 };
    case "t":
    case "T":
      return { do: "today" };
    case "n":
    case "N":
      return { do: "new" };
    case "0":
      return { do: "all" };
    case "/":
      return { do: "search" };
    default:
      return zoomCommand(event);
  }
}

function zoomCommand(event: Pressed): Command | null {
  if (event.key === "+" || event.key === "=") return { do: "zoom", factor: 1.5 };
  if (event.key === "-" || event.key === "_" || event.key === "−") return { do: "zoom", factor: 1 / 1.5 };
  return null;
}
