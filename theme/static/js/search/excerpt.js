// Where a title or an excerpt holds what was found, to be marked.

import { compounds, tokens } from "./analyse.js";

const MOST_ENTRIES = 60; // of one word or pair; more come from a half-typed word, and would mark everything

// A function text → [[start, end]…]. A pair is marked where both words stand together; a word alone only where
// the plan asked for it alone.
export function marker(plan) {
  const words = new Set();
  const pairs = new Set();
  const runs = new Set();
  for (const { entries, pair } of plan.units) {
    for (const [{ keys, codes }] of entries.slice(0, MOST_ENTRIES)) {
      if (pair) pairs.add(`${keys.join(" ")} ${codes}`);
      else runs.add(keys[0]);
    }
  }
  for (const { entries, mask } of plan.words.values()) {
    if (mask) for (const [{ keys, codes }] of entries.slice(0, MOST_ENTRIES)) words.add(`${keys[0]} ${codes}`);
  }
  return (text) => {
    if (text.normalize("NFC") !== text) return [];
    const found = tokens(text);
    const met = found.map((t) => words.has(`${t.key} ${t.code}`));
    found.forEach((b, i) => {
      const a = found[i - 1];
      if (a && !b.parted && pairs.has(`${a.key} ${b.key} ${a.code},${b.code}`)) met[i - 1] = met[i] = true;
    });
    const marks = compounds(text).filter((c) => c.keys.some((key) => runs.has(key))).map((c) => [c.start, c.end]);
    found.forEach((t, i) => {
      if (!met[i]) return;
      const last = marks.at(-1);
      if (met[i - 1] && !t.parted && last?.[1] === found[i - 1].end) last[1] = t.end;
      else marks.push([t.start, t.end]);
    });
    return disjoint(marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]));
  };
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
