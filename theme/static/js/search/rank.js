// Which articles answer a plan, and in what order; plugins/search/rank.py does the same.

import { addNearPairs, build, isRun, required, sizeOf } from "./plan.js";

const LEVELS = 15;
const MOST_ARTICLES = 2 ** 22;

const rarity = (count, size) => Math.log(1 + (count - size + 0.5) / (size + 0.5));

// Scores and covered tokens of every article, as arrays by article.
function score(plan, count, allowed) {
  const scores = new Float64Array(count);
  const masks = new Int32Array(count);
  const quoted = new Map(plan.query.phrases.map((p) => [p, []]));
  for (const unit of [...plan.units, ...plan.words.values()]) {
    const strengths = new Float64Array(count);
    for (const [{ documents, levels }, factor] of unit.entries) {
      for (let i = 0; i < documents.length; i++) strengths[documents[i]] = Math.max(strengths[documents[i]], factor * levels[i]);
    }
    const weight = (unit.weight * rarity(count, sizeOf(unit))) / LEVELS;
    for (let d = 0; d < count; d++) {
      if (strengths[d]) {
        scores[d] += weight * strengths[d];
        masks[d] |= unit.mask;
      }
    }
    quoted.get(unit.phrase)?.push(strengths);
  }
  if (allowed) for (let d = 0; d < count; d++) if (!allowed[d]) scores[d] = 0;
  let loosened = false;
  for (const [phrase, parts] of quoted) {
    const holds = (s, d) => s && parts.every((strengths) => strengths[d]);
    if (isRun(plan, phrase) && scores.some(holds)) scores.forEach((s, d) => { if (!holds(s, d)) scores[d] = 0; });
    else loosened = true;
  }
  return { scores, masks, loosened };
}

function covering({ scores, masks }, mask) {
  let full = 0;
  for (let d = 0; d < scores.length; d++) if (scores[d] && (masks[d] & mask) === mask) full += 1;
  return full;
}

function mass(plan, token, count) {
  const unit = plan.words.get(token) || plan.units.find((u) => (u.mask >> token) & 1);
  return unit ? rarity(count, sizeOf(unit)) : 0;
}

// {ranked: [[article, score, its tokens as bits]…], full, dropped, corrected}: best first, the newest (greatest number) first among equals.
export async function rank(source, query, weights, { prefix = false, allowed = null } = {}) {
  const { count } = source;
  const plan = await build(query, source, weights, prefix, (p) => covering(score(p, count), required(p)) >= weights.enough);
  let scored = score(plan, count, allowed);
  let full = covering(scored, required(plan));
  if (full < weights.few && await addNearPairs(plan, source, full > 0)) {
    scored = score(plan, count, allowed);
    full = covering(scored, required(plan));
  }
  const mask = required(plan);
  const masses = plan.query.tokens.map((_, i) => ((mask >> i) & 1 ? mass(plan, i, count) : 0));
  const whole = masses.reduce((a, b) => a + b, 0) || 1;
  const shares = new Map();
  const share = (m) => {
    if (!shares.has(m)) shares.set(m, masses.reduce((sum, x, i) => ((m >> i) & 1 ? sum + x : sum), 0) / whole);
    return shares.get(m);
  };
  const onlyFull = full >= weights.few;
  // One number sorts an article: its score in ten-thousandths, then its own number, so that the newest of equals is first.
  const keys = new Float64Array(count);
  let size = 0;
  for (let d = 0; d < count; d++) {
    if (!scored.scores[d]) continue;
    const covered = scored.masks[d];
    if (onlyFull ? (covered & mask) !== mask : mask && share(covered) < weights.partial) continue;
    keys[size++] = Math.round(scored.scores[d] * share(covered) ** weights.coverage * 1e4) * MOST_ARTICLES + d;
  }
  const best = keys.subarray(0, size).sort().reverse().subarray(0, onlyFull ? size : full + weights.most_partial);
  const ranked = Array.from(best, (key) => [key % MOST_ARTICLES, Math.floor(key / MOST_ARTICLES) / 1e4, scored.masks[key % MOST_ARTICLES] & mask]);
  let met = 0;
  for (const [d] of ranked.slice(0, 3)) met |= scored.masks[d];
  const dropped = plan.query.tokens.filter((_, i) => (plan.unknown >> i) & 1 || (ranked.length && (mask >> i) & 1 && !((met >> i) & 1)));
  const told = new Set(dropped.map((t) => t.text));
  const corrected = plan.corrected.filter(({ typed, taken }) => {
    const is = told.has(typed) || told.has(`${typed} ${taken}`);
    told.add(`${typed} ${taken}`);
    return !is;
  });
  return { ranked, full, plan, dropped: dropped.map((t) => t.text), corrected, loosened: scored.loosened };
}
