// The index on its plain host: fetches the files that a query needs, each once, and reads them.
// The format is told in plugins/search/codec.py and plugins/search/build.py.

import { inflate } from "./inflate.js";

export const VERSION = 1;
const BLOCK = 128;
const CARDS = 8;
const text = new TextDecoder();

function reader(data, at = 0) {
  return {
    get at() { return at; },
    number() {
      let value = 0, byte, weight = 1;
      do {
        if (at >= data.length) throw new Error("cut");
        byte = data[at++];
        value += (byte & 127) * weight;
        weight *= 128;
      } while (byte > 127);
      return value;
    },
    bytes(size) {
      if (at + size > data.length) throw new Error("cut");
      return data.subarray(at, (at += size));
    },
    get more() { return at < data.length; },
  };
}

function* frontCoded(read, count = Infinity) {
  let key = "";
  for (let n = 0; n < count && read.more; n++) {
    const shared = read.number();
    key = key.slice(0, shared) + text.decode(read.bytes(read.number()));
    yield key;
  }
}

// A shard's rows: {key, codes, holding, documents, levels}; articles are numbered from `first`.
function rowsOf(data, first) {
  const head = reader(data);
  let at = [0, 0, 0, 0].map(() => head.number()).reduce((starts, length) => [...starts, starts.at(-1) + length], [head.at]);
  const [keys, forms, sizes, gaps] = at.map((start) => reader(data, start));
  const rows = [];
  let [level] = at.slice(-1);
  for (const key of frontCoded(keys, keys.number())) {
    for (let n = forms.number(); n; n--) {
      const codes = key.includes(" ") ? [forms.number(), forms.number()] : [forms.number()];
      const size = sizes.number();
      const holding = size & 1 ? sizes.number() : size >> 1;
      const documents = new Uint32Array(size >> 1);
      for (let i = 0, place = first; i < documents.length; i++) documents[i] = place += gaps.number();
      rows.push({ key, codes, holding, documents, levels: data.subarray(level, level += documents.length) });
    }
  }
  if (level !== data.length) throw new Error("cut");
  return rows;
}

function directoryOf(data) {
  const read = reader(data);
  const found = [];
  let key = "";
  while (read.more) {
    const shared = read.number();
    key = key.slice(0, shared) + text.decode(read.bytes(read.number()));
    const bits = [...read.bytes(5)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    found.push([key, bits.match(/.{5}/g).map((five) => "abcdefghijklmnopqrstuvwxyz234567"[parseInt(five, 2)]).join("")]);
  }
  return found;
}

// Those of [begins, name]… that hold what lies between two keys.
function between(entries, from, to) {
  let start = 0;
  while (start + 1 < entries.length && entries[start + 1][0] <= from) start += 1;
  let end = start + 1;
  while (end < entries.length && entries[end][0] <= to) end += 1;
  return entries.slice(start, end);
}

const joined = (a, b) => {
  const made = new a.constructor(a.length + b.length);
  made.set(a);
  made.set(b, a.length);
  return made;
};

export async function openStore(root, fetch) {
  const folder = new URL("tim-kiem/index/", root);
  const known = new Map();
  const missing = new Set();

  const load = async (file, options) => {
    const answer = await fetch(new URL(file, folder).href, options);
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  // A file read by `parse`, once; null when it cannot be had, which the store remembers until it is asked again.
  const file = (name, parse) => {
    if (!known.has(name)) {
      known.set(name, load(`${name}.bin`).then((data) => parse(inflate(data))).catch(() => {
        known.delete(name);
        missing.add(name);
        return null;
      }));
    }
    return known.get(name);
  };
  const json = (data) => JSON.parse(text.decode(data));

  const manifest = JSON.parse(text.decode(await load("manifest.json", { cache: "no-cache" })));
  if (manifest.version !== VERSION) throw Object.assign(new Error("index of another version"), { code: "version" });
  const tables = await file(manifest.tables, json);
  if (!tables) throw new Error("tables missing");
  const { parts } = manifest;

  const held = new Map();
  // The rows between two keys that fit, of base and tail together; kept unless a file was missing.
  async function rows(from, to, fits) {
    const id = `${from}\u0002${to}`;
    if (!held.has(id)) {
      const before = missing.size;
      const found = await read(from, to, fits);
      if (missing.size > before) return found;
      held.set(id, found);
    }
    return held.get(id);
  }

  async function read(from, to, fits) {
    const found = await Promise.all(parts.map(async (part) => {
      const groups = await Promise.all(between(part.groups, from, to).map(([, name]) => file(name, directoryOf)));
      const shards = between(groups.flatMap((g) => g || []), from, to);
      const opened = await Promise.all(shards.map(([, name]) => file(name, (data) => rowsOf(data, part.first))));
      return opened.flatMap((r) => r || []).filter(fits);
    }));
    const merged = new Map();
    for (const row of found.flat()) {
      const id = `${row.key} ${row.codes}`;
      const before = merged.get(id);
      merged.set(id, before ? { ...before, holding: before.holding + row.holding, documents: joined(before.documents, row.documents),
        levels: joined(before.levels, row.levels) } : { ...row, keys: row.key.split(" ") });
    }
    return [...merged.values()];
  }

  return {
    count: manifest.count,
    tables,
    // Whether a file was missing or cut since the last call.
    incomplete() {
      const was = missing.size > 0;
      missing.clear();
      return was;
    },
    // The ways in which a word is written; only the one with `code` where that is asked for and known.
    async words(key, code = 0) {
      if (code) {
        const place = `${key}\u0001${String.fromCharCode(32 + code)}`;
        const exact = await rows(place, place, (row) => row.key === key && row.codes[0] === code && row.codes.length === 1);
        if (exact.length) return exact;
      }
      return rows(`${key}\u0001`, `${key}\u0001\uffff`, (row) => row.key === key);
    },
    pairs(first, second) {
      const key = `${first} ${second}`;
      return rows(key, key, (row) => row.key === key);
    },
    pairsAfter(first, prefix) {
      const key = `${first} ${prefix}`;
      return rows(key, `${key}\uffff`, (row) => row.key.startsWith(key));
    },
    async keys() {
      if (!known.has("keys")) {
        const merged = new Map();
        for (const data of await Promise.all(parts.map((part) => file(part.keys, (raw) => raw)))) {
          const read = reader(data || new Uint8Array());
          for (const key of frontCoded(read)) merged.set(key, (merged.get(key) || 0) + read.number());
        }
        known.set("keys", merged);
      }
      return known.get("keys");
    },
    // How measures and bodies are called, and the files of figures by measure and term; null where there are none.
    figures: async () => (manifest.figures ? file(manifest.figures, json) : null),
    figureRows: (name) => file(name, json),
    // [title, day, excerpt, address?] of an article, or null when its file is missing.
    async card(number) {
      const part = parts.findLast((p) => p.first <= number);
      const place = number - part.first;
      const names = await file(part.cards, (raw) => text.decode(raw));
      if (!names) return null;
      const block = Math.floor(place / BLOCK);
      const cards = await file(`${names.slice(8 * block, 8 * block + 8)}-${Math.floor((place % BLOCK) / CARDS)}`, json);
      return cards && cards[place % CARDS];
    },
    // A column of filter values: {values: [[id, label, other keys…]…], of: for each article the places of its values}.
    async column(name) {
      const values = [];
      const place = new Map();
      const of = [];
      for (const part of parts) {
        const data = await file(part.facets[name], (raw) => raw);
        if (!data) return null;
        const read = reader(data);
        const own = json(read.bytes(read.number())).map((value) => {
          const id = JSON.stringify(value);
          if (!place.has(id)) place.set(id, values.push(value) - 1);
          return place.get(id);
        });
        for (let n = 0; n < part.count; n++) {
          const code = read.number();
          of.push(code === 1 ? Array.from({ length: read.number() }, () => own[read.number()]) : code ? [own[code - 2]] : []);
        }
      }
      return { values, of };
    },
    // The day of each article, as a number of days since 1 January 1970.
    async days() {
      const found = [];
      for (const part of parts) {
        const data = await file(part.facets.day, (raw) => raw);
        if (!data) return null;
        const read = reader(data);
        for (let n = 0, day = -719163; n < part.count; n++) found.push(day += read.number());
      }
      return found;
    },
  };
}
