// What a mistyped word may have been; plugins/search/repair.py does the same.

import { word } from "./analyse.js";
import { toneKey } from "./text.js";

const TELEX_LETTERS = [["dd", "đ"], ["uwow", "ươ"], ["uow", "ươ"], ["uwo", "ươ"], ["aa", "â"], ["ee", "ê"], ["oo", "ô"], ["aw", "ă"], ["ow", "ơ"], ["uw", "ư"]];
const TELEX_TONES = { f: "\u0300", r: "\u0309", x: "\u0303", s: "\u0301", j: "\u0323" };
const VNI_TONES = { 2: "\u0300", 3: "\u0309", 4: "\u0303", 1: "\u0301", 5: "\u0323" };
const VNI_LETTERS = { 6: ["aeo", "\u0302"], 7: ["ou", "\u031b"], 8: ["a", "\u0306"] };
const LATE_VOWEL = /^([^aeiouy]*[iouy]?)([aeo])(ch|ng|nh|[cmnpt])\2([sfrxj]?)$/; // "tienge" for "tiêng"
const LATE_BAR = /^d([a-zăâêôơư]*[aăâeêioôơuưy][a-zăâêôơư]*)d([sfrxj]?)$/;
const LATE_HORN = /^(.*[aou].*)w([a-z]?)$/;
const LATE = { a: "â", e: "ê", o: "ô" };
const TONE_AFTER_VOWEL = /^(.*[aăâeêioôơuưy].*)([sfrxj])([a-z]{0,3})$/;
const VOWEL = /[aeiouy]/;

const nfc = (text) => text.normalize("NFC");

// "hoachj" → "hoạch", "ho65i" → "hội"; null where the text shows no keystrokes of Telex or VNI.
export function keystrokes(typed) {
  const text = typed.toLowerCase();
  if (/[a-zđ][1-9]/.test(text)) return vni(text);
  let letters = text;
  for (const [keys, letter] of TELEX_LETTERS) letters = letters.replaceAll(keys, letter);
  letters = late(letters);
  const plain = nfc(letters);
  const match = TONE_AFTER_VOWEL.exec(plain);
  if (match && !/[\u0300\u0309\u0303\u0301\u0323]/.test(plain.normalize("NFD"))) return toned(match[1] + match[3], TELEX_TONES[match[2]]);
  return plain !== text ? plain : null;
}

// Marks that were typed at the end of the word: "cuocws", "tienge", "dangd".
function late(text) {
  const match = LATE_HORN.exec(text);
  if (match) {
    let [, stem, last] = match;
    const at = Math.max(stem.lastIndexOf("a"), stem.lastIndexOf("o"), stem.lastIndexOf("u"));
    if (stem[at] === "o" && stem[at - 1] === "u") stem = `${stem.slice(0, at - 1)}ươ${stem.slice(at + 1)}`;
    else stem = stem.slice(0, at) + { a: "ă", o: "ơ", u: "ư" }[stem[at]] + stem.slice(at + 1);
    text = stem + last;
  }
  return text.replace(LATE_VOWEL, (_, start, vowel, end, tone) => start + LATE[vowel] + end + tone).replace(LATE_BAR, "đ$1$2");
}

function vni(text) {
  let letters = "";
  let tone = "";
  for (const c of text) {
    if (VNI_TONES[c] && !tone) {
      tone = VNI_TONES[c];
    } else if (VNI_LETTERS[c]) {
      const [which, mark] = VNI_LETTERS[c];
      const at = Math.max(...[...which].map((letter) => letters.lastIndexOf(letter)));
      if (at < 0) return null;
      letters = letters.slice(0, at + 1) + mark + letters.slice(at + 1);
      if (c === "7" && letters.slice(at - 1, at + 1) === "uo") letters = letters.slice(0, at) + mark + letters.slice(at);
    } else if (c === "9" && letters.includes("d")) {
      letters = letters.replace("d", "đ");
    } else if (/[0-9]/.test(c)) {
      return null;
    } else {
      letters += c;
    }
  }
  return toned(nfc(letters), tone);
}

function toned(text, tone) {
  const places = [...text].flatMap((c, i) => (VOWEL.test(c.normalize("NFD")[0]) ? [i] : []));
  if (!tone || !places.length) return text;
  const last = places.at(-1);
  const at = places.length > 1 && last === text.length - 1 && "aiuyo".includes(text[last]) ? places.at(-2) : last;
  return nfc(text.slice(0, at + 1) + tone + text.slice(at + 1));
}

// The ways to part a text into two to four known words, the likeliest first; at most six.
export function splits(text, known) {
  const { key } = word(text);
  if (key.length !== text.length || key.length < 4 || key.length > 30 || !/^\p{L}+$/u.test(key)) return [];
  const found = [];
  const part = (start, parts, score) => {
    if (start === key.length) {
      if (parts.length > 1) found.push([score / parts.length, parts]);
      return;
    }
    if (parts.length === 4 || found.length > 500) return;
    for (let end = start + 1; end <= Math.min(start + 7, key.length); end++) {
      const piece = key.slice(start, end);
      const holding = known.get(piece);
      if (holding && VOWEL.test(piece) && (end - start > 1 || "aoy".includes(piece))) {
        part(end, [...parts, text.slice(start, end)], score + Math.log(1 + holding) - 2);
      }
    }
  };
  part(0, [], 0);
  found.sort((a, b) => a[1].length - b[1].length || b[0] - a[0] || (a[1].join(" ") < b[1].join(" ") ? -1 : 1));
  return found.slice(0, 6).map(([, parts]) => parts);
}

// Whether one letter too many, too few, wrong, or two exchanged make one of the other.
export function near(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  if (a.length === b.length) {
    const [x, y] = [a.slice(start), b.slice(start)];
    return x.slice(1) === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.slice(start) === long.slice(start + 1);
}

export function neighbours(key, known) {
  if (key.length < 2 || /^[0-9]+$/.test(key)) return [];
  return [...known.keys()].filter((k) => near(key, k) && !/^[0-9@]/.test(k)).sort((a, b) => known.get(b) - known.get(a) || (a < b ? -1 : 1));
}

const digits = (shapes) => shapes.toString(3).replaceAll("0", "").split("").sort().join("");

// How many of the accents typed are there: 1 for the tone, 1 for the shapes.
export const likeness = (typed, code) => (typed % 6 === code % 6) + (digits(Math.floor(typed / 6)) === digits(Math.floor(code / 6)));

// The word that a key and a code stand for, spelled as newspapers do.
export function spell(key, code) {
  let shapes = Math.floor(code / 6);
  let out = "";
  for (const c of key) {
    const shape = "aeoud".includes(c) ? shapes % 3 : 0;
    if ("aeoud".includes(c)) shapes = Math.floor(shapes / 3);
    if (shape && c === "d") out += "đ";
    else out += c + (shape === 2 ? "\u0302" : shape ? ("ae".includes(c) ? "\u0306" : "\u031b") : "");
  }
  const tone = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"][code % 6];
  return toneKey(toned(nfc(out), tone));
}
