// From a query to the lists that answer it; plugins/search/plan.py does the same.
// A source has: count, words(key), pairs(first, second), pairsAfter(first, prefix) → [{keys, codes, documents, levels}], keys() → Map.

import { agrees, word } from "./analyse.js";
import { exchanged } from "./query.js";

const repair = () => import("./repair.js"); // most queries need none of it

const MOST_COMPLETIONS = 12;
const MOST_CANDIDATES = 24;
const MOST_FIRST = 8;

export const required = (plan) => plan.query.tokens.reduce((mask, t, i) => (t.light ? mask : mask | (1 << i)), 0) & ~plan.unknown;

// How many articles hold any of a unit.
export function sizeOf(unit) {
  if (unit.size !== undefined) return unit.size;
  const [[first]] = unit.entries;
  if (unit.entries.length === 1) return (unit.size = first.holding);
  const held = new Uint8Array(Math.max(...unit.entries.map(([{ documents }]) => documents.at(-1))) + 1);
  unit.size = 0;
  for (const [{ documents }] of unit.entries) for (const d of documents) if (!held[d]) { held[d] = 1; unit.size += 1; }
  return unit.size;
}

function fit(plan, typed, entries) {
  const { marked } = plan.query;
  return entries.filter((e) => typed.every((t, i) => agrees(t.code, e.codes[i])))
    .map((e) => [e, marked && typed.some((t, i) => t.code !== e.codes[i]) ? plan.weights.unmarked : 1]);
}

async function addCompounds(plan, source) {
  for (const [keys, first, last] of plan.query.compounds) {
    const mask = 2 ** (last + 1) - 2 ** first;
    for (const [n, key] of keys.entries()) {
      const entries = await source.words(key);
      if (entries.length) {
        const factor = n ? plan.weights.looser_compound : 1;
        plan.units.push({ mask, weight: plan.weights.compound, entries: entries.map((e) => [e, factor]), phrase: plan.query.tokens[first].phrase });
        plan.inside |= mask;
        break;
      }
    }
  }
}

// Whether a quoted part is known as a run: every pair in it that is ever indexed.
export const isRun = (plan, phrase) => plan.query.tokens.every((t, at) => t.phrase !== phrase || !neighbours(plan, at)
  || t.light || plan.query.tokens[at - 1].light || plan.places.has(at));

const neighbours = (plan, at) => at > 0 && !plan.query.tokens[at].parted && !((plan.inside >> (at - 1)) & 3);

function addPair(plan, at, entries) {
  plan.units.push({ mask: 3 << (at - 1), weight: plan.weights.pair, entries, phrase: plan.query.tokens[at].phrase, pair: true });
  plan.paired |= 3 << (at - 1);
  plan.places.add(at);
}

async function addPairs(plan, source, prefix) {
  const { query, weights } = plan;
  const places = query.tokens.map((_, at) => at).filter((at) => neighbours(plan, at));
  const all = await Promise.all(places.map((at) => source.pairs(query.tokens[at - 1].key, query.tokens[at].key)));
  for (const [n, at] of places.entries()) {
    const typed = [query.tokens[at - 1], query.tokens[at]];
    let found = fit(plan, typed, all[n]);
    if (at === query.tokens.length - 1 && (prefix || !(found.length || typed[1].phrase >= 0))) {
      const factor = prefix ? weights.prefix : weights.soft_prefix;
      const begun = await source.pairsAfter(typed[0].key, typed[1].key);
      found.push(...fit(plan, typed, begun.filter((e) => e.keys[1] !== typed[1].key)).map(([e]) => [e, factor]));
    }
    if (!found.length && all[n].length) {
      const { spell } = await repair();
      found = all[n].map((e) => [e, weights.other_accents]);
      const { codes } = likeliest(found);
      typed.forEach((t, i) => agrees(t.code, codes[i]) || plan.corrected.push({ typed: t.text, taken: spell(t.key, codes[i]) }));
    }
    if (found.length) addPair(plan, at, found);
  }
}

async function addWords(plan, source, prefix) {
  const { tokens, marked } = plan.query;
  const wanted = tokens.map((_, at) => at).filter((at) => !((plan.inside >> at) & 1) && !tokens[at].light);
  const all = await Promise.all(wanted.map((at) => source.words(tokens[at].key, marked ? tokens[at].code : 0)));
  for (const [n, at] of wanted.entries()) {
    const token = tokens[at];
    const paired = (plan.paired >> at) & 1;
    let found = fit(plan, [token], all[n]);
    if (at === tokens.length - 1 && !paired && (prefix || !found.length)) {
      found.push(...(await completions(token, source)).map((e) => [e, plan.weights.prefix]));
    }
    if (marked && token.code && found.some(([e]) => e.codes[0] === token.code)) {
      found = found.filter(([e]) => e.codes[0] === token.code || e.keys[0] !== token.key);
    }
    if (found.length) addWord(plan, at, found);
    else if (!paired) await correct(plan, at, all[n], source);
  }
}

function addWord(plan, at, entries) {
  let unit = { mask: 1 << at, weight: plan.weights.word, entries, phrase: plan.query.tokens[at].phrase };
  const size = sizeOf(unit);
  if (plan.units.some((u) => u.pair && (u.mask >> at) & 1 && sizeOf(u) >= plan.weights.bound * size)) {
    unit = { ...unit, mask: 0, weight: plan.weights.bound_word, phrase: -1 }; // the word lives in its pair: alone it is another word
  }
  plan.words.set(at, unit);
}

async function completions(token, source) {
  const known = await source.keys();
  const begun = [...known.keys()].filter((k) => k.startsWith(token.key) && k !== token.key && !k.includes("-"))
    .sort((a, b) => known.get(b) - known.get(a) || (a < b ? -1 : 1)).slice(0, MOST_COMPLETIONS);
  const all = await Promise.all(begun.map((key) => source.words(key)));
  return all.flat().filter((e) => agrees(token.code, e.codes[0]));
}

const correctness = (plan, token, code, likeness) => plan.weights.corrected * (0.7 + 0.15 * likeness(token.code, code));

const likeliest = (found) => found.reduce((best, f) => (f[1] > best[1] || (f[1] === best[1] && f[0].documents.length > best[0].documents.length) ? f : best))[0];

// Another word for an unknown one: one that its neighbours are known with, else the likeliest.
async function correct(plan, at, sameKey, source) {
  const { likeness, neighbours: lookalikes, spell } = await repair();
  const { tokens } = plan.query;
  const token = tokens[at];
  let keys = [...(sameKey.length ? [token.key] : []), ...lookalikes(token.key, await source.keys()).slice(0, MOST_CANDIDATES)];
  let best = [];
  let pick = 1;
  for (const side of [1, 0]) {
    const place = side ? at : at + 1;
    if (place >= tokens.length || !neighbours(plan, place)) continue;
    const other = tokens[place - side];
    const asked = side || best.length ? keys : keys.slice(0, MOST_FIRST);
    const all = await Promise.all(asked.map((key) => (side ? source.pairs(other.key, key) : source.pairs(key, other.key))));
    let found = all.flat().filter((e) => agrees(other.code, e.codes[1 - side])).map((e) => [e, correctness(plan, token, e.codes[side], likeness)]);
    if (!found.length) continue;
    const most = Math.max(...found.map(([, factor]) => factor));
    found = found.filter(([, factor]) => factor >= most - 0.1);
    addPair(plan, place, found);
    if (!best.length) {
      [best, pick] = [found, side];
      keys = [...new Set(found.map(([e]) => e.keys[side]))].slice(0, MOST_FIRST);
    }
  }
  if (!best.length) {
    const entries = sameKey.length ? sameKey : (await Promise.all(keys.slice(0, 3).map((key) => source.words(key)))).flat();
    if (!entries.length) {
      plan.unknown |= 1 << at;
      return;
    }
    best = entries.map((e) => [e, correctness(plan, token, e.codes[0], likeness)]);
    pick = 0;
    const most = Math.max(...best.map(([, factor]) => factor));
    addWord(plan, at, best.filter(([, factor]) => factor >= most - 0.1));
  }
  const shown = likeliest(best);
  plan.corrected.push({ typed: token.text, taken: spell(shown.keys[pick], shown.codes[pick]) });
}

// The query with unknown words read as Telex or VNI keys, parted where they were run together, joined where they were parted.
async function untangled(plan, source) {
  let { query } = plan;
  for (let at = 0; at < query.tokens.length; at++) {
    const token = query.tokens[at];
    if (token.light || /^[0-9]+$/.test(token.key) || token.key.length < 3) continue;
    if (fit(plan, [token], await source.words(token.key, query.marked ? token.code : 0)).length) continue;
    const texts = await meant(plan, token, source);
    if (texts) {
      query = exchanged(query, at, texts);
      at += texts.length - 1;
      continue;
    }
    const next = query.tokens[at + 1];
    if (next && !next.parted && (await source.words(token.key + next.key)).length) query = exchanged(query, at, [token.text + next.text], 2); // "live stream"
  }
  return query;
}

async function meant(plan, token, source) {
  const { keystrokes, splits } = await repair();
  const typed = keystrokes(token.text);
  if (typed) {
    const { key, code } = word(typed);
    if ((await source.words(key)).some((e) => agrees(code, e.codes[0]))) return [typed];
  }
  let best = null;
  let most = 0;
  for (const parts of splits(token.text.toLowerCase(), await source.keys())) {
    const read = parts.map(word);
    const held = await Promise.all(read.slice(1).map(async (b, i) => fit(plan, [read[i], b], await source.pairs(read[i].key, b.key))
      .reduce((sum, [e]) => sum + e.documents.length, 0)));
    if (Math.min(...held) > most) {
      best = parts;
      most = Math.min(...held);
    }
  }
  return best;
}

// For neighbours that are no known pair: pairs with one letter of either word changed. Whether any was found.
// As a hint, where some article holds the words as typed, they stand in for nothing: they only add to a score.
export async function addNearPairs(plan, source, hint) {
  let added = false;
  const { tokens } = plan.query;
  const held = plan.paired;
  for (let at = 1; at < tokens.length; at++) {
    const [a, b] = [tokens[at - 1], tokens[at]];
    if (!neighbours(plan, at) || a.light || b.light || ((held >> (at - 1)) & 3) === 3) continue;
    const { likeness, near, neighbours: lookalikes, spell } = await repair();
    let pick = 1;
    let entries = [];
    if (!((held >> at) & 1) && b.key.length > 2 && !/^[0-9]+$/.test(b.key)) {
      entries = (await source.pairsAfter(a.key, b.key[0])).filter((e) => near(b.key, e.keys[1]) && agrees(a.code, e.codes[0]));
    }
    if (!entries.length && !((held >> (at - 1)) & 1) && a.key.length > 2) {
      pick = 0;
      const keys = lookalikes(a.key, await source.keys()).slice(0, MOST_FIRST);
      entries = (await Promise.all(keys.map((key) => source.pairs(key, b.key)))).flat().filter((e) => agrees(b.code, e.codes[1]));
    }
    if (!entries.length) continue;
    added = true;
    const units = entries.map((e) => [e, plan.weights.near_pair]);
    if (hint) {
      plan.units.push({ mask: 0, weight: plan.weights.pair, entries: units, phrase: -1 });
    } else {
      addPair(plan, at, units);
      const shown = likeliest(entries.map((e) => [e, likeness(tokens[at - 1 + pick].code, e.codes[pick])]));
      plan.corrected.push({ typed: tokens[at - 1 + pick].text, taken: spell(shown.keys[pick], shown.codes[pick]) });
    }
  }
  return added;
}

async function paired(query, source, weights, prefix) {
  const plan = { query, weights, units: [], words: new Map(), places: new Set(), inside: 0, paired: 0, unknown: 0, corrected: [] };
  await addCompounds(plan, source);
  await addPairs(plan, source, prefix);
  return plan;
}

// The plan of a query: pairs alone where `enough(plan)` says that they answer it, single words as well where not.
export async function build(query, source, weights, prefix, enough) {
  let plan = await paired(query, source, weights, prefix);
  if (!(required(plan) & ~(plan.paired | plan.inside)) && enough(plan)) return plan;
  const plain = await untangled(plan, source);
  if (plain !== query) plan = await paired(plain, source, weights, prefix);
  await addWords(plan, source, prefix);
  return plan;
}
