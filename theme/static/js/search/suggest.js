// How what is being typed may go on: the commonest ways to complete the last word after the one before it.

import { agrees } from "./analyse.js";
import { spell } from "./repair.js";

const MOST_KEYS = 6;

export async function completions(store, typed, query, limit) {
  const last = query.tokens.at(-1);
  if (!last || !typed.endsWith(last.text)) return [];
  const before = !last.parted && query.tokens.at(-2);
  const entries = before ? (await store.pairsAfter(before.key, last.key)).filter((e) => agrees(before.code, e.codes[0])) : await begun(store, last.key);
  const totals = new Map();
  for (const entry of entries) {
    const [key, code] = [entry.keys.at(-1), entry.codes.at(-1)];
    if (!agrees(last.code, code) || /^[@0-9]/.test(key)) continue;
    const word = spell(key, code);
    totals.set(word, (totals.get(word) || 0) + entry.holding);
  }
  const start = typed.slice(0, -last.text.length);
  return [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => start + word)
    .filter((text) => text.toLowerCase() !== typed.toLowerCase()).slice(0, limit);
}

async function begun(store, prefix) {
  const known = await store.keys();
  const keys = [...known.keys()].filter((k) => k.startsWith(prefix) && !k.includes("-")).sort((a, b) => known.get(b) - known.get(a)).slice(0, MOST_KEYS);
  return (await Promise.all(keys.map((key) => store.words(key)))).flat();
}
