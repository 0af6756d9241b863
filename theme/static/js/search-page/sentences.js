// Excerpts from the articles themselves, for the first results whose lead does not show what was found in them.
// Their pages are read after the results stand, and are then in the browser's cache for whoever opens them.

import { marked } from "./results.js";

const MOST = 3; // pages, about 6 kB each
const AMONG = 5; // of the first results

// Puts better excerpts into the list items of `list`, which show `hits`; `current()` tells whether they still do.
export async function improve(s, text, hits, list, root, current) {
  if (location.protocol === "file:" || navigator.connection?.saveData) return;
  const wanting = hits.slice(0, AMONG).map((hit, i) => [hit, list.children[i]]).filter(([hit]) => hit.unseen).slice(0, MOST);
  await Promise.all(wanting.map(async ([hit, item]) => {
    const better = await s.excerpt(text, hit, await paragraphs(root + hit.url.slice(1)));
    if (better && current()) item.querySelector(".hit-excerpt").replaceChildren(...marked(better.excerpt, better.excerptMarks));
  }));
}

async function paragraphs(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return Array.from(page.querySelectorAll(".article .prose :is(p, li, td, h2, h3, figcaption)"), (part) => part.textContent);
  } catch {
    return []; // the lead stays
  }
}
