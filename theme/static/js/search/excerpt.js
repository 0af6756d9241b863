// Where a title or an excerpt holds what was asked for, to be marked.

import { agrees, tokens } from "./analyse.js";

// A function text → [[start, end]…] for the words of a plan; neighbours that both count are marked as one.
export function marker(plan) {
  if (!plan) return () => [];
  const asked = new Map();
  const ask = (key, code) => asked.set(key, [...(asked.get(key) || []), code]);
  const light = new Set();
  for (const token of plan.query.tokens) {
    ask(token.key, token.code);
    if (token.light) light.add(token.key);
  }
  for (const unit of plan.units) if (unit.entries.length <= 12) for (const [entry] of unit.entries) entry.keys.forEach((key, i) => ask(key, entry.codes[i]));
  for (const unit of plan.words.values()) if (unit.entries.length <= 12) for (const [entry] of unit.entries) ask(entry.keys[0], entry.codes[0]);
  return (text) => {
    const plain = text.normalize("NFC");
    if (plain.length !== text.length) return [];
    const found = [];
    let joins = false;
    for (const token of tokens(plain)) {
      const met = asked.get(token.key)?.some((code) => agrees(code, token.code));
      const last = found.at(-1);
      if (met && joins && last && !token.parted) {
        last[1] = token.end;
        last[2] ||= !light.has(token.key);
      } else if (met) {
        found.push([token.start, token.end, !light.has(token.key)]);
      }
      joins = met;
    }
    return found.filter(([, , weighty]) => weighty).map(([start, end]) => [start, end]);
  };
}
