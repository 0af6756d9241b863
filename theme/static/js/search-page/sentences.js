// Excerpts from the articles themselves, for the first results whose lead does not show what was found in them.
// Their pages are read after the results stand, and are then in the browser's cache for whoever opens them. From disk a
// page cannot be read: there the texts of a month's articles stand in a script beside them.

import { fromDisk } from "../search/disk.js";
import { inflate } from "../search/inflate.js";
import { marked } from "./results.js";

const MOST = 3; // pages
const AMONG = 5; // of the first results
const BUDGET = 50_000; // bytes of a query, with these pages: one that took much of the index already does without
const PAGE = 6_000; // bytes of a page, as it comes over the network

const onDisk = location.protocol === "file:";
const months = new Map(); // texts by name, by the address of their month

// Puts better excerpts into the list items of `list`, which show `hits` of a query that began at `began` (as
// performance.now() tells it); `current()` tells whether they still do.
export async function improve(s, text, hits, list, root, began, current) {
  if (!onDisk && navigator.connection?.saveData) return;
  const most = onDisk ? MOST : Math.min(MOST, Math.floor((BUDGET - spent(root, began)) / PAGE));
  const wanting = hits.slice(0, AMONG).map((hit, i) => [hit, list.children[i]]).filter(([hit]) => hit.unseen).slice(0, Math.max(0, most));
  await Promise.all(wanting.map(async ([hit, item]) => {
    const better = await s.excerpt(text, hit, paragraphs(await (onDisk ? fromMonth : fromPage)(root + hit.url.slice(1))));
    if (better && current()) item.querySelector(".hit-excerpt").replaceChildren(...marked(better.excerpt, better.excerptMarks));
  }));
}

// Bytes that came over the network for the index since then.
function spent(root, began) {
  return performance.getEntriesByType("resource").filter((entry) => entry.startTime >= began && entry.name.startsWith(`${root}tim-kiem/`))
    .reduce((sum, entry) => sum + entry.transferSize, 0);
}

async function fromPage(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; // the lead stays
  }
}

async function fromMonth(address) {
  const [, month, name] = /^(.*\/)([^/]+)\/$/.exec(address) || [];
  if (!month) return "";
  if (!months.has(month)) months.set(month, textsOf(`${month}doan`));
  return (await months.get(month))[name] || "";
}

async function textsOf(address) {
  const answer = await fromDisk(address);
  return answer.ok ? JSON.parse(new TextDecoder().decode(inflate(new Uint8Array(await answer.arrayBuffer())))) : {};
}

function paragraphs(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return Array.from(page.querySelectorAll(".prose :is(p, li, td, h2, h3, figcaption)"), (part) => part.textContent);
}
