// Reading what somebody typed; plugins/search/query.py does the same.

import { read, word } from "./analyse.js";
import { fold, hasMarks } from "./text.js";

const MOST_TOKENS = 24;
const MOST_CHARACTERS = 600;
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;

// {light, lightFolded, number}: the words that need not be found, from the index's tables.
export function wordsOf(tables) {
  return {
    light: new Set(tables.light.map((w) => Object.values(word(w)).join(" "))),
    lightFolded: new Set(tables.light.map(fold)),
    number: word(tables.number),
  };
}

export function parse(typed, { light, lightFolded, number }) {
  const { text, tokens: found, compounds: runs } = read([...typed.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join(""));
  const marked = hasMarks(text);
  const quoted = [...text.matchAll(QUOTED)].map((m) => [m.index + 1, m.index + 1 + m[1].length]);
  let tokens = [];
  const kept = [];
  let bridged = false;
  found.slice(0, MOST_TOKENS).forEach((token, i) => {
    const next = found[i + 1];
    if (token.key === number.key && next && /^[0-9]/.test(next.key) && (token.code === 0 || token.code === number.code)) {
      bridged = !token.parted; // "nghị quyết số 26" asks for "nghị quyết 26"
      return;
    }
    const phrase = quoted.findIndex(([start, end]) => start <= token.start && token.start < end);
    tokens.push({
      key: token.key, code: token.code, text: text.slice(token.start, token.end), phrase,
      light: light.has(`${token.key} ${token.code}`) || (!marked && lightFolded.has(token.key)),
      parted: (token.parted && !bridged) || !tokens.length || tokens.at(-1).phrase !== phrase,
    });
    kept.push(token);
    bridged = false;
  });
  if (tokens.every((t) => t.light)) tokens = tokens.map((t) => ({ ...t, light: false }));
  const compounds = [];
  for (const run of runs) {
    const inside = kept.flatMap((t, i) => (run.start <= t.start && t.start < run.end ? [i] : []));
    if (inside.length) compounds.push([run.keys, inside[0], inside.at(-1)]);
  }
  return { tokens, compounds, marked, phrases: [...new Set(tokens.map((t) => t.phrase).filter((p) => p >= 0))] };
}

// The query with `count` tokens from `at` replaced by other words, such as the syllables that were run together.
export function exchanged(query, at, texts, count = 1) {
  const old = query.tokens[at];
  const end = at + count;
  const made = texts.map((text, n) => ({ ...word(text), text, parted: n === 0 && old.parted, light: false, phrase: old.phrase }));
  const more = made.length - count;
  const compounds = query.compounds.filter(([, i, j]) => j < at || i >= end)
    .map(([keys, i, j]) => [keys, i + more * (i >= end), j + more * (j >= end)]);
  return { ...query, tokens: [...query.tokens.slice(0, at), ...made, ...query.tokens.slice(end)].slice(0, MOST_TOKENS), compounds };
}
