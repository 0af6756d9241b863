// The search page: field, suggestions, filters, results; what is shown follows from the address alone.

import { fromDisk } from "./search/disk.js";
import { open } from "./search/index.js";
import { combobox } from "./search-page/combobox.js";
import { readState, writeState } from "./search-page/address.js";
import { drawChips, drawFilters } from "./search-page/filters.js";
import { count, csv, element, figureList, hit, pageAt, told } from "./search-page/results.js";
import { improve } from "./search-page/sentences.js";

const PAGE = 10;
const MOST_IN_CSV = 1000;

const page = document.querySelector("[data-search]");
const root = new URL(document.documentElement.dataset.root, location.href).href.replace(/\/?$/, "/");
const at = (name) => page.querySelector(`[data-${name}]`);
const input = page.querySelector("#tim");
const opened = new Set(); // groups of filters that are shown whole
const wide = matchMedia("(min-width: 60rem)");

let engine = null;
let renewed = null; // the engine that was opened because files of the one before were gone
let asked = 0;
let shown = PAGE;

const state = () => readState(location.search);

function ready() {
  engine ||= open(root, location.protocol === "file:" ? { fetch: fromDisk } : {}).catch((error) => {
    engine = null;
    throw error;
  });
  return engine;
}

function go(next) {
  const address = writeState(next);
  if (address !== location.search) history.pushState(null, "", location.pathname + address);
  shown = PAGE;
  return show();
}

function changed(name, values) {
  const now = state();
  const filters = { ...now.filters, [name]: values };
  if (!values.length) delete filters[name];
  go({ ...now, text: input.value, filters });
}

async function show({ keepFocus = true } = {}) {
  const mine = (asked += 1);
  const began = performance.now();
  const now = state();
  if (input.value !== now.text && document.activeElement !== input) input.value = now.text;
  document.title = document.title.replace(/^(?:“.*” – )?/, now.text ? `“${now.text.slice(0, 60)}” – ` : "");
  page.querySelector(".search-failed")?.remove();
  const waiting = setTimeout(() => { at("status").textContent = "Đang tìm…"; }, 300);
  page.setAttribute("aria-busy", "true");
  const settled = () => {
    clearTimeout(waiting);
    if (mine === asked) page.removeAttribute("aria-busy");
  };
  try {
    const s = await ready();
    const [answer, figures] = await Promise.all([
      s.search(now.text, { filters: now.filters, sort: now.sort || "score", limit: shown, facets: panelIsOpen() }),
      s.figures(now.text).catch(() => []), // they stand above the results, which must not move once they are read
    ]);
    if (answer.incomplete && s !== renewed && mine === asked) { // perhaps the site was published anew since
      engine = null;
      renewed = await ready();
      clearTimeout(waiting);
      if (mine === asked) await show({ keepFocus });
      return;
    }
    settled();
    if (mine !== asked) return;
    at("figures").replaceChildren(...figureList(figures, root));
    draw(s, answer, now, keepFocus);
    improve(s, now.text, answer.hits, at("hits"), root, began, () => mine === asked);
  } catch (error) {
    settled();
    if (mine === asked) failed(error);
  }
}

const panelIsOpen = () => page.querySelector(".search-filters").open || undefined;

function draw(s, answer, now, keepFocus) {
  const { status, notices } = told(answer, now);
  at("status").textContent = now.text.trim() || Object.keys(now.filters).length ? status : `${count(s.count)} bài trong trang, mới nhất trước.`;
  at("notices").replaceChildren(...notices.map((text) => element("p", { class: "note" }, text)));
  at("tools").hidden = !answer.total;
  at("sort").value = now.sort;
  const list = at("hits");
  const before = keepFocus ? 0 : list.children.length;
  list.replaceChildren(...answer.hits.map((h) => hit(h, root)));
  if (before) list.children[before]?.querySelector("a").focus();
  if (!answer.total) list.replaceChildren(element("li", { class: "empty" }, ...advice(now)));
  const left = answer.total - answer.hits.length;
  at("more").hidden = left <= 0;
  at("more").textContent = `Xem thêm ${count(Math.min(PAGE, left))} bài (còn ${count(left)})`;
  drawChips(at("chips"), answer.facets, now.filters, changed);
  drawFilters(at("filters"), answer.facets, now.filters, changed, opened);
  const chosen = Object.values(now.filters).flat().length;
  at("filter-count").textContent = chosen ? `(${count(chosen)})` : "";
  drawFeed(now);
}

function advice(now) {
  const parts = [element("p", {}, "Thử bớt từ, bỏ ngoặc kép, hoặc gõ không dấu.")];
  if (Object.keys(now.filters).length) {
    const button = element("button", { type: "button" }, "Bỏ mọi bộ lọc");
    button.addEventListener("click", () => go({ ...now, filters: {} }));
    parts.push(element("p", {}, button));
  }
  parts.push(element("p", {}, "Hoặc xem ", element("a", { href: pageAt(root, "/luu-tru/") }, "lưu trữ theo tháng"), "."));
  return parts;
}

// A saved filter that is a page of its own has a feed of its own.
function drawFeed(now) {
  const entries = Object.entries(now.filters);
  const folders = { term: "nhiem-ky", category: "chuyen-muc", committee: "to-chuc" };
  const [name, values] = entries[0] || [];
  const has = !now.text.trim() && entries.length === 1 && folders[name] && values.length === 1 && /^[a-z0-9-]+$/.test(values[0]);
  at("feed").hidden = !has;
  if (has) at("feed").href = `${root}${folders[name]}/${values[0]}/feed.xml`;
}

function failed(error) {
  const box = at("failed").content.firstElementChild.cloneNode(true);
  box.classList.add("search-failed");
  let why = "Chưa tải được dữ liệu tìm kiếm.";
  if (error.code === "version") why = "Trang này đã được cập nhật trong lúc bạn đang xem. Tải lại trang để tìm tiếp.";
  else if (!navigator.onLine) why = "Máy đang không có mạng, nên chưa tìm được.";
  else console.error(error);
  box.querySelector("[data-why]").textContent = why;
  box.querySelector("[data-again]").addEventListener("click", () => (error.code === "version" ? reload() : show()));
  at("status").textContent = why;
  at("hits").replaceChildren();
  at("figures").replaceChildren();
  at("hits").before(box);
  at("tools").hidden = true;
  at("more").hidden = true;
}

// Loads the page with its modules as they are now: without that a browser may go on with those it has.
async function reload() {
  const scripts = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.startsWith(`${root}theme/js/`));
  await Promise.allSettled(scripts.map((name) => fetch(name, { cache: "reload" })));
  location.reload();
}

async function suggestions(text) {
  try {
    const s = await ready();
    const [words, answer] = await Promise.all([s.suggest(text, { limit: 4 }), s.search(text, { limit: 4, prefix: true, facets: false })]);
    return [...words.map((w) => ({ text: w })), ...answer.hits.map((h) => ({ text: h.title, url: pageAt(root, h.url) }))];
  } catch {
    return []; // the results below the field tell what is wrong
  }
}

async function download() {
  const now = state();
  const button = at("csv");
  button.disabled = true;
  try {
    const s = await ready();
    const { hits } = await s.search(now.text, { filters: now.filters, sort: now.sort || "score", limit: MOST_IN_CSV, facets: false });
    const address = URL.createObjectURL(new Blob([csv(hits, root)], { type: "text/csv;charset=utf-8" }));
    element("a", { href: address, download: "tim-kiem.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    failed(error);
  } finally {
    button.disabled = false;
  }
}

const box = combobox(input, page.querySelector("#tim-goi-y"), {
  suggest: suggestions,
  choose(option) {
    if (option.url) {
      location.href = option.url;
      return;
    }
    input.value = option.text;
    go({ ...state(), text: option.text });
  },
});
input.form.addEventListener("submit", (event) => {
  event.preventDefault();
  box.close();
  go({ ...state(), text: input.value });
});
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("sort").addEventListener("change", () => go({ ...state(), sort: at("sort").value }));
at("csv").addEventListener("click", download);
at("more").addEventListener("click", () => {
  shown += PAGE;
  show({ keepFocus: false });
});
page.querySelector(".search-filters").addEventListener("toggle", () => panelIsOpen() && show());
addEventListener("popstate", () => {
  input.value = state().text;
  shown = PAGE;
  show();
});
addEventListener("online", () => page.querySelector(".search-failed") && show());

page.querySelector(".search-filters").open = wide.matches;
input.value = state().text;
if (!input.value && wide.matches) input.focus();
show();
