// Vietnamese letters: tidy, fold, tone key, slug. plugins/vietnamese/text.py does the same; tests/vectors hold both.

const MARKS = "\u0300-\u036f";
const MARK_RUN = new RegExp(`[${MARKS}]+`, "g");
const MARKED = new RegExp(`[^${MARKS}]?[${MARKS}]+`, "gu");
const SHAPES = "\u0302\u0306\u031b";
const TONES = "\u0300\u0309\u0303\u0301\u0323";

const nfd = (text) => text.normalize("NFD");
const nfc_ = (text) => text.normalize("NFC");

function repaired(run) {
  const [first, ...marks] = nfd(run);
  const once = [...new Set(marks)];
  return nfc_([first, ...once.filter((m) => SHAPES.includes(m)), ...once.filter((m) => !SHAPES.includes(m))].join(""));
}

export function nfc(text) {
  let made = nfc_(text);
  if (made.search(MARK_RUN) >= 0) made = nfc_(made.replace(MARKED, repaired));
  return made.replace(/[\u00d0\u0189]/g, "Đ").replace(/[\u00f0\u0256]/g, "đ");
}

const BREAKS = /\r\n|[\r\v\f\u2028\u2029]/g;
const C1 = /[\u0080-\u009f]/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const NOTHING = /[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u034f\u061c\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]/gu; // with u: surrogates that stand alone
const windows = new TextDecoder("windows-1252");

const visible = (text) => text.replace(BREAKS, "\n").replace(C1, (c) => windows.decode(Uint8Array.of(c.charCodeAt(0))))
  .replace(C1, "").replace(SPACES, " ").replace(NOTHING, "");

export const tidy = (text) => nfc(visible(text));

export function fold(text) {
  const lower = visible(text).toLowerCase();
  return nfc_(nfd(lower).replace(MARK_RUN, "")).replace(/[đðɖ]/g, "d");
}

export const hasMarks = (text) => fold(text) !== tidy(text).toLowerCase();

const VOWEL = "[aăâeêioôơuưy]";
const SYLLABLE = new RegExp(`^(ngh|ng|nh|gh|gi(?=${VOWEL})|qu(?=${VOWEL})|ph|th|tr|ch|kh|[bcdđghklmnprstvx])?(${VOWEL}{1,3})(ng|nh|ch|[cmnpt])?$`);
const LATIN_WORD = new RegExp(`[a-zß-öø-\u024f${MARKS}\u1e00-\u1eff]+`, "g");

function toneAt(vowels, closed) {
  const shaped = [...vowels].findLastIndex((v) => "ăâêôơư".includes(v));
  if (shaped >= 0) return shaped;
  return vowels.length === 3 || (vowels.length === 2 && closed) ? 1 : 0;
}

function keyOfSyllable(word) {
  let tone = "";
  let letters = "";
  for (const c of nfd(word)) {
    if (TONES.includes(c)) tone += c;
    else letters += c;
  }
  const parts = SYLLABLE.exec(nfc_(letters));
  if (!parts || tone.length > 1) return word;
  let [, onset = "", vowels, coda = ""] = parts;
  if (vowels === "i" && ["h", "k", "l", "m", "s", "t", "qu"].includes(onset) && (!coda || onset === "qu")) vowels = "y";
  const at = toneAt(vowels, !!coda) + 1;
  return nfc_(onset + vowels.slice(0, at) + tone + vowels.slice(at) + coda);
}

export const toneKey = (text) => nfc(tidy(text).toLowerCase()).replace(LATIN_WORD, keyOfSyllable); // small letters compose where capitals do not (ᾴ)

export function slug(text, limit = 90) {
  const words = fold(text).match(/[a-z0-9]+/g) || [];
  let out = "";
  for (const word of words) {
    const longer = out ? `${out}-${word}` : word;
    if (longer.length > limit) break;
    out = longer;
  }
  return out || (words[0] || "").slice(0, limit);
}
