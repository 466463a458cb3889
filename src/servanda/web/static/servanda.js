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
