// Raw deflate (RFC 1951). Browsers have it only since 2023, and as a stream that costs more than these small files do.

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// A table with 2^bits places: what the next bits mean, as symbol << 4 | length of its code.
function table(lengths) {
  const bits = Math.max(1, ...lengths);
  const places = new Uint16Array(1 << bits);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      let reversed = 0;
      for (let i = 0; i < length; i++) reversed |= ((code >> i) & 1) << (length - 1 - i);
      for (let at = reversed; at < places.length; at += 1 << length) places[at] = (symbol << 4) | length;
      code += 1;
    }
    code <<= 1;
  }
  return { bits, places };
}

let fixed = null;

function fixedTables() {
  const lengths = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
  fixed ||= [table(lengths), table(new Uint8Array(30).fill(5))];
  return fixed;
}

// The bytes that `data` was packed from. Throws where it is cut or damaged.
export function inflate(data) {
  let out = new Uint8Array(data.length * 4 + 64);
  let size = 0, at = 0, buffer = 0, held = 0;

  const bits = (count) => {
    while (held < count) {
      if (at >= data.length + 4) throw new Error("cut");
      buffer |= (data[at++] || 0) << held;
      held += 8;
    }
    const value = buffer & ((1 << count) - 1);
    buffer >>>= count;
    held -= count;
    return value;
  };
  const symbol = ({ bits: most, places }) => {
    while (held < most) {
      if (at >= data.length + 4) throw new Error("cut");
      buffer |= (data[at++] || 0) << held;
      held += 8;
    }
    const found = places[buffer & ((1 << most) - 1)];
    if (!found) throw new Error("damaged");
    buffer >>>= found & 15;
    held -= found & 15;
    return found >> 4;
  };
  const room = (more) => {
    if (size + more <= out.length) return;
    const wider = new Uint8Array(Math.max(out.length * 2, size + more));
    wider.set(out);
    out = wider;
  };

  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 3) throw new Error("damaged");
    if (kind === 0) {
      at -= held >> 3;
      buffer = held = 0;
      const length = data[at] | (data[at + 1] << 8);
      at += 4;
      if (at + length > data.length) throw new Error("cut");
      room(length);
      out.set(data.subarray(at, at + length), size);
      size += length;
      at += length;
      continue;
    }
    const [literals, distances] = kind === 1 ? fixedTables() : dynamicTables(bits, symbol);
    for (let code = symbol(literals); code !== 256; code = symbol(literals)) {
      room(258);
      if (code < 256) {
        out[size++] = code;
        continue;
      }
      code -= 257;
      const length = LENGTHS[code] + bits(code < 8 || code === 28 ? 0 : (code >> 2) - 1);
      code = symbol(distances);
      const back = DISTANCES[code] + bits(code < 4 ? 0 : (code >> 1) - 1);
      if (!(back <= size)) throw new Error("damaged");
      for (let i = 0; i < length; i++, size++) out[size] = out[size - back];
    }
  }
  if (at - (held >> 3) > data.length) throw new Error("cut");
  return out.subarray(0, size);
}

function dynamicTables(bits, symbol) {
  const [literals, distances, codes] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
  const first = new Uint8Array(19);
  for (let i = 0; i < codes; i++) first[ORDER[i]] = bits(3);
  const meaning = table(first);
  const lengths = new Uint8Array(literals + distances);
  for (let i = 0; i < lengths.length;) {
    const found = symbol(meaning);
    if (found < 16) {
      lengths[i++] = found;
      continue;
    }
    const value = found === 16 ? lengths[i - 1] : 0;
    for (let n = found === 16 ? 3 + bits(2) : found === 17 ? 3 + bits(3) : 11 + bits(7); n; n--) lengths[i++] = value;
  }
  return [table(lengths.subarray(0, literals)), table(lengths.subarray(literals))];
}
