// Where a text holds what was found, to be marked, and which of its sentences show it best.

import { compounds, tokens } from "./analyse.js";

const MOST_ENTRIES = 60; // of one word or pair; more come from a half-typed word, and would mark everything
const LONGEST = 240; // characters of an excerpt
const END = /[.!?…]["”)]?\s+(?=[\p{Lu}\p{N}“"(])/gu;

// A function text → {marks: [[start, end]…], shown: the tokens of the query that it shows, as bits}. A pair is marked
// where both words stand together; a word alone only where the plan asked for it alone.
export function marker(plan) {
  const words = new Map();
  const pairs = new Map();
  const runs = new Map();
  for (const { entries, pair, mask } of plan.units) {
    for (const [{ keys, codes }] of entries.slice(0, MOST_ENTRIES)) {
      if (pair) pairs.set(`${keys.join(" ")} ${codes}`, mask);
      else if (mask) runs.set(keys[0], mask);
    }
  }
  for (const { entries, mask } of plan.words.values()) {
    if (mask) for (const [{ keys, codes }] of entries.slice(0, MOST_ENTRIES)) words.set(`${keys[0]} ${codes}`, mask);
  }
  return (text) => {
    let shown = 0;
    if (text.normalize("NFC") !== text) return { marks: [], shown };
    const found = tokens(text);
    const met = found.map((t) => {
      const mask = words.get(`${t.key} ${t.code}`);
      shown |= mask;
      return mask !== undefined;
    });
    found.forEach((b, i) => {
      const a = found[i - 1];
      const mask = a && !b.parted && pairs.get(`${a.key} ${b.key} ${a.code},${b.code}`);
      if (!mask) return;
      met[i - 1] = met[i] = true;
      shown |= mask;
    });
    const marks = [];
    for (const { keys, start, end } of compounds(text)) {
      const key = keys.find((k) => runs.has(k));
      if (key === undefined) continue;
      marks.push([start, end]);
      shown |= runs.get(key);
    }
    found.forEach((t, i) => {
      if (!met[i]) return;
      const last = marks.at(-1);
      if (met[i - 1] && !t.parted && last?.[1] === found[i - 1].end) last[1] = t.end;
      else marks.push([t.start, t.end]);
    });
    return { marks: disjoint(marks.sort((a, b) => a[0] - b[0] || b[1] - a[1])), shown };
  };
}

const count = (bits) => {
  let n = 0;
  for (let b = bits; b; b &= b - 1) n += 1;
  return n;
};

// Of the paragraphs of an article the one or two sentences that show most of `wanted`, in their order, about 240
// characters; "" where none shows any.
export function sentences(paragraphs, mark, wanted) {
  const all = paragraphs.flatMap((p) => split(p.normalize("NFC").replace(/\s+/g, " ").trim())).map((text) => ({ text, ...mark(text) }));
  const first = best(all, wanted);
  if (!first) return "";
  const second = best(all, wanted & ~first.shown);
  if (!second) return window(first, LONGEST);
  const [a, b] = all.indexOf(first) < all.indexOf(second) ? [first, second] : [second, first];
  const half = LONGEST / 2;
  const [left, right] = [window(a, Math.max(half, LONGEST - b.text.length)), window(b, Math.max(half, LONGEST - a.text.length))];
  return all.indexOf(b) === all.indexOf(a) + 1 || left.endsWith("…") ? `${left} ${right}` : `${left} … ${right}`;
}

function best(all, wanted) {
  let found = null;
  for (const sentence of all) if (count(sentence.shown & wanted) > count((found?.shown || 0) & wanted)) found = sentence;
  return found;
}

function split(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    parts.push(text.slice(from, match.index + match[0].length).trim());
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)].filter(Boolean);
}

// At most `most` characters of a sentence, cut at words around what is marked in it.
function window({ text, marks }, most) {
  if (text.length <= most) return text;
  const [first] = marks[0];
  const last = marks.reduce((end, mark) => (mark[1] - first <= most - 40 ? mark[1] : end), marks[0][1]);
  let start = Math.max(0, Math.min(first - 20, Math.floor((first + last - most) / 2)));
  if (start > 0) start = text.indexOf(" ", start) + 1;
  let end = Math.min(text.length, start + most);
  if (end < text.length) end = Math.max(last, text.lastIndexOf(" ", end));
  return (start ? "… " : "") + text.slice(start, end).replace(/[ ,;:–-]+$/, "") + (end < text.length ? "…" : "");
}

function disjoint(marks) {
  const kept = [];
  for (const [start, end] of marks) {
    const last = kept.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
}
