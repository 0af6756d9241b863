// Search in the browser (and in Node): import {open} from "…/theme/js/search/index.js";
// const s = await open(siteRootUrl, {fetch}); await s.search("quy hoạch", {filters: {term: "2020-2025"}, limit: 10}).

import { parse, wordsOf } from "./query.js";
import { rank } from "./rank.js";
import { openStore } from "./store.js";
import { slug, tidy } from "./text.js";

const nothing = () => ({ marks: [], shown: 0 });
const MOST_COUNTED_FREELY = 2000; // articles; the columns of more are fetched only when counts are asked for

export async function open(root, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  const base = new URL(root, globalThis.location?.href);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const store = await openStore(base, fetch);
  const words = wordsOf(store.tables);

  let last = null; // {text, mark, unseen: tokens as bits by address} of the latest search

  async function hit([number, score], mark) {
    const card = await store.card(number);
    if (!card) return null;
    const [title, date, excerpt, url = `/tin/${date.slice(0, 4)}/${date.slice(5, 7)}/${slug(title)}/`] = card;
    const [inTitle, inExcerpt] = [mark(title), mark(excerpt)];
    return { url, title, date, excerpt, score, titleMarks: inTitle.marks, excerptMarks: inExcerpt.marks, shown: inTitle.shown | inExcerpt.shown };
  }

  async function ranking(query, prefix, allowed) {
    if (query.tokens.length) return rank(store, query, store.tables.weights, { prefix, allowed });
    const ranked = [];
    for (let d = store.count - 1; d >= 0; d--) if (!allowed || allowed[d]) ranked.push([d, 0]);
    return { ranked, full: ranked.length, dropped: [], corrected: [], loosened: false, plan: null };
  }

  return {
    count: store.count,

    // {total, hits, facets, full, dropped, corrected, loosened, incomplete}. `facets` holds [{id, label, count}…] by
    // column: of every column with `facets: true` or on a small site, else of those that the filters need, and years.
    // `sort: "date"` puts the newest first. An empty query lists by date.
    async search(text, { filters = {}, limit = 10, offset = 0, prefix = false, sort = "score", facets } = {}) {
      const query = parse(String(text ?? ""), words);
      const asked = Object.keys(filters).length > 0;
      const counted = facets ?? (asked || store.count <= MOST_COUNTED_FREELY);
      const narrowing = counted || asked ? await import("./facets.js") : null;
      const masks = narrowing && await narrowing.masks(store, filters);
      const found = await ranking(query, prefix, masks?.all ?? null);
      const ranked = sort === "date" ? [...found.ranked].sort((a, b) => b[0] - a[0]) : found.ranked;
      const mark = found.plan ? (await import("./excerpt.js")).marker(found.plan) : nothing;
      const unseen = new Map();
      last = { text, mark, unseen };
      const [hits, counts] = await Promise.all([
        Promise.all(ranked.slice(offset, offset + limit).map(async (r) => {
          const made = await hit(r, mark);
          if (!made) return null;
          const { shown, ...rest } = made;
          unseen.set(made.url, r[2] & ~shown);
          return { ...rest, unseen: (r[2] & ~shown) !== 0 };
        })),
        counted ? narrowing.counts(store, found.ranked, masks, facets ?? store.count <= MOST_COUNTED_FREELY,
          async (mask) => (await ranking(query, prefix, mask)).ranked) : {},
      ]);
      return { total: ranked.length, hits: hits.filter(Boolean), facets: counts, full: found.full, dropped: found.dropped,
        corrected: found.corrected, loosened: found.loosened, incomplete: store.incomplete() };
    },

    // A better excerpt of a hit of the latest search, of the paragraphs of its article: {excerpt, excerptMarks}, null where
    // they show no more. Worth asking for hits that are `unseen`: they hold words that neither title nor excerpt shows.
    async excerpt(text, { url }, paragraphs) {
      if (!last || last.text !== text || !last.unseen.get(url)) return null;
      const { mark, unseen } = last;
      const found = (await import("./excerpt.js")).sentences(paragraphs, mark, unseen.get(url));
      return found ? { excerpt: found, excerptMarks: mark(found).marks } : null;
    },

    // Figures that a query asks for by measure, body and term: [{value, unit, measure, bodies, committee, quote, declared, url}…].
    async figures(text, { limit = 5 } = {}) {
      const query = parse(String(text ?? ""), words);
      const found = await (await import("./figures.js")).figuresFor(store, query, limit);
      return Promise.all(found.map(async ({ article, anchor, ...figure }) => {
        const source = await hit([article, 0], nothing);
        return { ...figure, url: source && source.url + (anchor ? `#${anchor}` : ""), title: source?.title, date: source?.date };
      }));
    },

    // Ways in which what is being typed may go on, at most `limit`.
    async suggest(text, { limit = 5 } = {}) {
      const typed = tidy(String(text ?? ""));
      return (await import("./suggest.js")).completions(store, typed, parse(typed, words), limit);
    },
  };
}
