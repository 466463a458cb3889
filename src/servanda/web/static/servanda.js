// What scripts add to the pages; all works without them.
"use strict";

// A slider says where it stands while it is moved, and asks for its page when it is let go.
document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.type !== "range" || !slider.id) return;
  const output = document.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
  if (!output || !output.dataset.first) return;
  const day = new Date(`${output.dataset.first}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(slider.value));
  const shown = day.toLocaleDateString(document.documentElement.lang, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric", numberingSystem: "latn" });
  output.textContent = shown;
  slider.setAttribute("aria-valuetext", shown);
});
document.addEventListener("change", (event) => {
  if (event.target.type === "range" && event.target.form) event.target.form.requestSubmit();
});

// When the texts change, the page looks again and keeps the reader's place: what is open stays open, and what has
// the focus keeps it. htmx changes only what is otherwise.
if (window.EventSource && window.htmx && document.body.dataset.version) {
  const source = new EventSource("/events");
  let shown = "";
  source.onmessage = async (event) => {
    const before = shown;
    shown = event.data;
    if (!before) document.body.dataset.live = "0";
    if (!before || before === shown) return;
    const open = [...document.querySelectorAll("main details")].map((each) => each.open);
    const place = window.scrollY;
    const active = document.activeElement;
    if (active && active.closest("form") && active.matches("textarea, input[type=text], input[type=search]")) return;
    await htmx.ajax("GET", window.location.href, { target: "#main", select: "#main", swap: "outerMorph" });
    document.querySelectorAll("main details").forEach((each, number) => { each.open = each.open || Boolean(open[number]); });
    window.scrollTo({ top: place, behavior: "instant" });
    document.body.dataset.live = String(Number(document.body.dataset.live || 0) + 1);
  };
  window.addEventListener("pagehide", () => source.close());
}
