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

// A filter, a slider, a step in time or another language changes only what is otherwise on the page: what has the focus
// keeps it, and the reader's place stays. The address goes along, so that each view is a link and one can go back. What
// leads to another page, or cannot be shown, is loaded as without scripts.
const PARTS = [".top", "#notices", "#main", "footer"];
let asked = new AbortController();

async function fetched(address) {
  asked.abort();
  asked = new AbortController();
  const response = await fetch(address, { headers: { accept: "text/html" }, signal: asked.signal });
  if (!response.ok || !(response.headers.get("content-type") || "").startsWith("text/html")) return null;
  return { address: response.url, page: new DOMParser().parseFromString(await response.text(), "text/html") };
}

async function put(page) {
  const found = PARTS.map((part) => [document.querySelector(part), page.querySelector(part)]);
  if (found.some(([here, there]) => !here || !there)) return false;
  for (const [here, there] of found) {
    await htmx.swap({ text: there.outerHTML, target: here, swap: "outerMorph", sourceElement: document.body });
  }
  for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, page.documentElement.getAttribute(name));
  document.title = page.title;
  document.body.dataset.version = page.body.dataset.version;
  return true;
}

async function show(address) {
  try {
    const found = await fetched(address);
    if (!found || !(await put(found.page))) return window.location.assign(address);
    if (found.address !== window.location.href) window.history.pushState({}, "", found.address);
    document.querySelector("#told").textContent = document.querySelector("#main .brief").textContent.replace(/\s+/g, " ").trim();
    document.body.dataset.shown = String(Number(document.body.dataset.shown || 0) + 1);
  } catch (fault) {
    if (fault.name !== "AbortError") window.location.assign(address);
  }
}

function isHere(address) {
  return address.origin === window.location.origin && address.pathname === window.location.pathname && !address.hash;
}

if (window.htmx && document.querySelector("#told")) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const address = new URL(form.action);
    if (form.method !== "get" || !isHere(address)) return;
    address.search = new URLSearchParams([...new FormData(form, event.submitter)].filter(([, value]) => value !== ""));
    event.preventDefault();
    show(address.href);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a[href]") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target) return;
    if (!isHere(new URL(link.href)) || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    show(link.href);
  });
  window.addEventListener("popstate", (event) => { if (event.state) window.location.reload(); });
  window.history.replaceState({ ...window.history.state, servanda: true }, "");
}

// When the texts change, the page looks again and keeps the reader's place, and what is open stays open.
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
    const found = await fetched(window.location.href).catch(() => null);
    if (!found || !(await put(found.page))) return;
    document.querySelectorAll("main details").forEach((each, number) => { each.open = each.open || Boolean(open[number]); });
    window.scrollTo({ top: place, behavior: "instant" });
    document.body.dataset.live = String(Number(document.body.dataset.live || 0) + 1);
  };
  window.addEventListener("pagehide", () => source.close());
}
