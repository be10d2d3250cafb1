// The same stages and bars in vis-timeline, with its own settings but for what makes the two alike: rows scroll with the
// wheel and zoom with Ctrl, as on the board, and the window shows the same days.
const given = await (await fetch("data.json")).json();
new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(given.items), new vis.DataSet(given.groups), {
  start: given.from,
  end: given.to,
  height: window.innerHeight,
  verticalScroll: true,
  zoomKey: "ctrlKey",
  orientation: "top",
  groupOrder: "order",
});
