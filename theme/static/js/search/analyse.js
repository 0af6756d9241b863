// From text to the keys, accents and compounds that the index holds; plugins/search/analyse.py does the same.

import { fold, tidy, toneKey } from "./text.js";

export const GAPS = ".,;:!?…()[]{}|•·\n";
const PIECE = /[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])|[\p{L}\p{N}\u0300-\u036f]+|[.,;:!?…()[\]{}|•·\n]/gu;
const TONES = { "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5 };
const SHAPES = { "\u0306": 1, "\u031b": 1, "\u0302": 2 };

const known = new Map();

// {key, code} of one syllable or number as written; key "" for what is not indexed.
export function word(raw) {
  if (!known.has(raw)) {
    if (known.size > 20_000) known.clear();
    known.set(raw, wordOf(raw));
  }
  return known.get(raw);
}

function wordOf(raw) {
  if (/^[0-9][0-9.,]*$/.test(raw)) return { key: (raw.replace(/[.,]/g, "").replace(/^0+/, "") || "0").slice(0, 32), code: 0 };
  const written = toneKey(raw);
  const key = [...fold(written)].slice(0, 32).join("").replace(/ak$/, "ac"); // Đắk Lắk, Đắc Lắc
  if (/[\ud800-\udfff]/.test(key)) return { key: "", code: 0 };
  return { key, code: codeOf(written) };
}

function codeOf(written) {
  let tone = 0, shapes = 0, letters = 0, place = 0;
  for (const c of written.normalize("NFD")) {
    if (SHAPES[c]) {
      shapes += SHAPES[c] * place;
      place = 0;
    } else if (TONES[c]) {
      tone ||= TONES[c];
    } else if ("aeoudđ".includes(c)) {
      place = letters < 8 ? 3 ** letters : 0;
      letters += 1;
      if (c === "đ") shapes += place;
    } else if (!/[\u0300-\u036f]/.test(c)) {
      place = 0;
    }
  }
  return tone + 6 * shapes;
}

// Whether a word with this code may be what somebody typed: no accent typed is contradicted.
export function agrees(typed, code) {
  if (typed % 6 && typed % 6 !== code % 6) return false;
  for (let t = Math.floor(typed / 6), c = Math.floor(code / 6); t; t = Math.floor(t / 3), c = Math.floor(c / 3)) {
    if (t % 3 && t % 3 !== c % 3) return false;
  }
  return true;
}

export function tokens(text) {
  const found = [];
  let parted = true;
  for (const match of text.matchAll(PIECE)) {
    if (GAPS.includes(match[0])) {
      parted = true;
      continue;
    }
    const { key, code } = word(match[0]);
    if (key) {
      found.push({ key, code, start: match.index, end: match.index + match[0].length, parted });
      parted = false;
    }
  }
  return found;
}

const COMPOUND = new RegExp(
  "(?<number>[0-9]{1,5}(?:/[0-9]{4})?(?:[-/–]|\\s?[-–]\\s?(?=[a-zđ]{2,9}/))[a-zđ]{2,9}(?:[-/&–][a-zđ]{1,9}){0,4})(?![\\p{L}\\p{N}])"
  + "|(?<y1>[0-9]{4})-(?<m1>[0-9]{1,2})-(?<d1>[0-9]{1,2})(?![0-9])"
  + "|(?<d2>[0-9]{1,2})\\s?(?<s2>[/.-])\\s?(?<m2>[0-9]{1,2})\\s?\\k<s2>\\s?(?<y2>[0-9]{4}|[0-9]{2})(?![0-9])"
  + "|(?<d3>[0-9]{1,2})\\s+th[aá]ng\\s+(?<m3>[0-9]{1,2})(?:\\s*(?:,|/|-|n[aă]m)?\\s*(?<y3>[0-9]{4}))?(?![0-9])"
  + "|(?<from>[0-9]{4})\\s*(?:[-–—/]|đến|den|tới|toi)\\s*(?<to>[0-9]{4})(?![0-9])"
  + "|(?<m4>[0-9]{1,2})\\s?[/.-]\\s?(?<y4>[0-9]{4})(?![0-9])"
  + "|(?<d5>[0-9]{1,2})\\s?/\\s?(?<m5>[0-9]{1,2})(?![0-9/])"
  + "|(?<whole>[0-9]{1,9})[.,](?<part>[0-9]{1,2})(?![0-9.,/])", "iuy");
const MONTH_BEFORE = /th[aá]ng\s+$/i;
const MONTH = /(?<m>[0-9]{1,2})\s*(?:,|n[aă]m)?\s*(?<y>[0-9]{4})(?![0-9])/iy;
const DAY_BEFORE = /(?:ng[aà]y|s[aá]ng|chi[eề]u|t[oố]i|h[oô]m)\s+$/i;
const DAY = /(?<d>[0-9]{1,2})[.-](?<m>[0-9]{1,2})(?![0-9.-])/y;

const two = (n) => String(n).padStart(2, "0");
const isDay = (y, m, d) => m >= 1 && m <= 12 && y >= 1900 && y <= 2100 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate();

function dateKeys(day, month, year) {
  const [d, m] = [+day, +month];
  if (year === undefined) return isDay(2000, m, d) ? [`@${two(m)}${two(d)}`] : [];
  const y = +year + (year.length === 2 ? 2000 : 0);
  return isDay(y, m, d) ? [`@${y}${two(m)}${two(d)}`, `@${two(m)}${two(d)}`] : [];
}

function keysOf(part) {
  if (part.y2?.length === 2 && part.s2 !== "/") return []; // 15/4/22 is a date, 15-4-22 may be anything
  for (const n of "123") if (part["d" + n]) return dateKeys(part["d" + n], part["m" + n], part["y" + n]);
  if (part.from) {
    const [first, last] = [+part.from, +part.to];
    return 1900 <= first && first < last && last <= Math.min(first + 10, 2100) ? [`${first}-${last}`] : [];
  }
  if (part.y4) return isDay(+part.y4, +part.m4, 1) ? [`@${part.y4}${two(+part.m4)}`] : [];
  if (part.d5) return dateKeys(part.d5, part.m5);
  if (part.number) return [part.number.split(/\s?[-/&–]\s?/).map((piece) => word(piece).key).join("-")];
  return [`${+part.whole},${part.part}`];
}

function at(pattern, text, start) {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

function compoundAt(text, start) {
  const left = text.slice(Math.max(0, start - 10), start);
  const month = MONTH_BEFORE.exec(left);
  let match = month && at(MONTH, text, start);
  if (match && isDay(+match.groups.y, +match.groups.m, 1)) {
    return { keys: [`@${match.groups.y}${two(+match.groups.m)}`], start: start - month[0].length, end: start + match[0].length };
  }
  match = DAY_BEFORE.test(left) && at(DAY, text, start);
  let keys = match ? dateKeys(match.groups.d, match.groups.m) : [];
  if (keys.length) return { keys, start, end: start + match[0].length };
  match = at(COMPOUND, text, start);
  keys = match ? keysOf(match.groups) : [];
  if (!keys.length) return null;
  const begin = month && keys[0].length === 7 && keys[0][0] === "@" ? start - month[0].length : start;
  return { keys, start: begin, end: start + match[0].length };
}

// The dates, terms of office, document numbers and decimals of a text, in order.
export function compounds(text) {
  const found = [];
  let after = 0;
  for (const { index } of text.matchAll(/[0-9]+/g)) {
    if (index < after || (index > 1 && ".,/".includes(text[index - 1]) && /[0-9]/.test(text[index - 2]))) continue;
    const compound = compoundAt(text, index);
    if (compound) {
      found.push(compound);
      after = compound.end;
    }
  }
  return found;
}

export function read(text) {
  const plain = tidy(text);
  return { text: plain, tokens: tokens(plain), compounds: compounds(plain) };
}
