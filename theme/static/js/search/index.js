// Search in the browser (and in Node): import {open} from "…/theme/js/search/index.js";
// const s = await open(siteRootUrl, {fetch}); await s.search("quy hoạch", {filters: {term: "2020-2025"}, limit: 10}).

import { chosen, counts } from "./facets.js";
import { marker } from "./excerpt.js";
import { parse, wordsOf } from "./query.js";
import { rank } from "./rank.js";
import { openStore } from "./store.js";
import { slug } from "./text.js";

const MOST_COUNTED_FREELY = 2000; // articles; the columns of more are fetched only when counts are asked for

export async function open(root, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  const base = new URL(root, globalThis.location?.href);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const store = await openStore(base, fetch);
  const words = wordsOf(store.tables);

  async function hit([number, score], mark) {
    const card = await store.card(number);
    if (!card) return null;
    const [title, date, excerpt, url = `/tin/${date.slice(0, 4)}/${date.slice(5, 7)}/${slug(title)}/`] = card;
    return { url, title, date, excerpt, score, titleMarks: mark(title), excerptMarks: mark(excerpt) };
  }

  return {
    count: store.count,

    // {total, hits, facets, full, dropped, corrected, incomplete}. `facets` holds {id, label, count}… by column:
    // of all columns with `facets: true` or on a small site, else of those that the filters made it fetch, and years.
    // `sort: "date"` puts the newest first. An empty query lists by date.
    async search(text, { filters = {}, limit = 10, offset = 0, prefix = false, sort = "score", facets } = {}) {
      const query = parse(String(text ?? ""), words);
      const allowed = await chosen(store, filters);
      let ranked = [];
      let found = { full: 0, dropped: [], corrected: [], plan: null };
      if (query.tokens.length) {
        found = await rank(store, query, store.tables.weights, { prefix, allowed });
        ranked = found.ranked;
      } else {
        for (let d = store.count - 1; d >= 0; d--) if (!allowed || allowed[d]) ranked.push([d, 0]);
      }
      if (sort === "date") ranked = [...ranked].sort((a, b) => b[0] - a[0]);
      const mark = marker(found.plan);
      const everything = facets ?? store.count <= MOST_COUNTED_FREELY;
      const [hits, counted] = await Promise.all([
        Promise.all(ranked.slice(offset, offset + limit).map((r) => hit(r, mark))),
        facets === false ? {} : counts(store, ranked, filters, everything),
      ]);
      return { total: ranked.length, hits: hits.filter(Boolean), facets: counted, full: query.tokens.length ? found.full : ranked.length,
        dropped: found.dropped, corrected: found.corrected, incomplete: store.incomplete() };
    },
  };
}
