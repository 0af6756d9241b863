// Narrowing and counting by term, body, committee, kind, step, category, author, year and day.

import { compounds } from "./analyse.js";
import { slug, tidy } from "./text.js";

export const COLUMNS = ["term", "body", "committee", "kind", "step", "category", "author"];
const DAY = 86400000;

const many = (value) => (Array.isArray(value) ? value : [value]).map((v) => String(v).trim()).filter(Boolean);

// Days since 1970 of the first and last day that a date, a month or a year means; null where it is none.
function span(written) {
  const text = tidy(String(written)).trim();
  const year = /^[0-9]{4}$/.exec(text);
  if (year) return [Date.UTC(+text, 0, 1) / DAY, Date.UTC(+text, 11, 31) / DAY];
  const key = compounds(text)[0]?.keys[0] || "";
  const [, y, m, d] = /^@([0-9]{4})([0-9]{2})([0-9]{2})?$/.exec(key) || [];
  if (!y) return null;
  return d ? [Date.UTC(y, m - 1, d) / DAY, Date.UTC(y, m - 1, d) / DAY] : [Date.UTC(y, m - 1, 1) / DAY, Date.UTC(y, m, 0) / DAY];
}

const yearOf = (day) => new Date(day * DAY).getUTCFullYear();

// {all, without}: arrays that hold 1 for every article left by all filters, and by all but one; null where nothing filters.
export async function masks(store, filters) {
  const asked = Object.entries(filters).filter(([, value]) => value !== undefined && value !== null && many(value).length);
  const tests = await Promise.all(asked.map(async ([name, value]) => [name, await tester(store, name, many(value))]));
  const combined = (chosen) => chosen.length
    ? Uint8Array.from({ length: store.count }, (_, d) => (chosen.every(([, test]) => test(d)) ? 1 : 0)) : null;
  return { all: combined(tests), names: asked.map(([name]) => name), without: (name) => combined(tests.filter(([other]) => other !== name)) };
}

async function tester(store, name, wanted) {
  if (["year", "from", "to"].includes(name)) {
    const days = (await store.days()) || [];
    if (name === "year") return (d) => wanted.includes(String(yearOf(days[d])));
    const limit = span(wanted[0]);
    if (!limit) return () => false;
    return name === "from" ? (d) => days[d] >= limit[0] : (d) => days[d] <= limit[1];
  }
  const column = COLUMNS.includes(name) && (await store.column(name));
  if (!column) return () => false;
  const keys = wanted.map((w) => (name === "step" && /[0-9]+/.test(w) ? String(+/[0-9]+/.exec(w)[0]) : slug(w, 300)));
  const places = new Set(column.values.flatMap((value, i) => (value.some((v) => keys.includes(slug(v, 300))) ? [i] : [])));
  return (d) => column.of[d].some((place) => places.has(place));
}

// {column: [{id, label, count}…]} over the ranked articles, the commonest first. A column that filters is counted as if
// it did not, so that a second value can be added; `ranking(mask)` gives the articles for that.
export async function counts(store, ranked, { names, without }, everything, ranking) {
  const made = {};
  const over = async (name) => (names.includes(name) ? ranking(without(name)) : ranked);
  await Promise.all(COLUMNS.filter((name) => everything || names.includes(name)).map(async (name) => {
    const column = await store.column(name);
    if (!column) return;
    const totals = new Map();
    for (const [d] of await over(name)) {
      for (const place of column.of[d]) {
        const [id, label] = column.values[place];
        const value = totals.get(id) || { id, label, count: 0 };
        value.count += 1;
        totals.set(id, value);
      }
    }
    made[name] = [...totals.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  }));
  const days = await store.days();
  if (days) {
    const years = new Map();
    for (const [d] of await over("year")) years.set(yearOf(days[d]), (years.get(yearOf(days[d])) || 0) + 1);
    made.year = [...years].sort((a, b) => b[0] - a[0]).map(([year, count]) => ({ id: String(year), label: String(year), count }));
  }
  return made;
}
