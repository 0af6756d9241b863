// QR codes (ISO/IEC 18004:2015), byte mode, error correction level M, versions 1 to 10: enough for any address here.

// Per version: data codewords of each block, then error correction codewords per block (table 9, level M).
const BLOCKS = [
  null, [[16], 10], [[28], 16], [[44], 26], [[32, 32], 18], [[43, 43], 24], [[27, 27, 27, 27], 16], [[31, 31, 31, 31], 18],
  [[38, 38, 39, 39], 22], [[36, 36, 36, 37, 37], 22], [[43, 43, 43, 43, 44], 26],
];
const ALIGNED = [null, [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
const MASKS = [
  (r, c) => (r + c) % 2 === 0, (r) => r % 2 === 0, (r, c) => c % 3 === 0, (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0, (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0, (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

// GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1.
const EXP = [];
const LOG = [];
for (let power = 0, value = 1; power < 255; power++) {
  EXP[power] = value;
  LOG[value] = power;
  value = value & 128 ? (value << 1) ^ 285 : value << 1;
}
const times = (a, b) => (a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0);

/** The Reed–Solomon remainder of *data*, *size* codewords. */
function correction(data, size) {
  let generator = [1];
  for (let root = 0; root < size; root++) {
    const next = [...generator, 0];
    generator.forEach((factor, place) => { next[place + 1] ^= times(factor, EXP[root]); });
    generator = next;
  }
  const rest = [...data, ...Array(size).fill(0)];
  data.forEach((_, place) => {
    const lead = rest[place];
    if (lead) generator.forEach((factor, offset) => { rest[place + offset] ^= times(factor, lead); });
  });
  return rest.slice(data.length);
}

function codewords(bytes, version) {
  const [blocks, size] = BLOCKS[version];
  const capacity = blocks.reduce((sum, block) => sum + block);
  let bits = "0100" + bytes.length.toString(2).padStart(version < 10 ? 8 : 16, "0");
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  bits += "0".repeat(Math.min(4, capacity * 8 - bits.length));
  bits += "0".repeat((8 - (bits.length % 8)) % 8);
  const data = bits.match(/.{8}/g).map((byte) => parseInt(byte, 2));
  for (let pad = 0; data.length < capacity; pad++) data.push(pad % 2 ? 17 : 236);
  let from = 0;
  const parts = blocks.map((length) => data.slice(from, (from += length)));
  const checks = parts.map((part) => correction(part, size));
  const woven = [];
  for (let place = 0; place < Math.max(...blocks); place++) for (const part of parts) if (place < part.length) woven.push(part[place]);
  for (let place = 0; place < size; place++) for (const check of checks) woven.push(check[place]);
  return woven;
}

function checked(value, bits, polynomial) {
  const degree = polynomial.toString(2).length - 1;
  let rest = value << degree;
  for (let bit = bits + degree - 1; bit >= degree; bit--) if (rest & (1 << bit)) rest ^= polynomial << (bit - degree);
  return (value << degree) | rest;
}

/** A square of true (dark), false and null (for data), with everything that is the same for all contents. */
function frame(version) {
  const size = 17 + 4 * version;
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const put = (row, column, dark) => { if (row >= 0 && column >= 0 && row < size && column < size) grid[row][column] = dark; };
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]])
    for (let r = -1; r < 8; r++)
      for (let c = -1; c < 8; c++) {
        const ring = Math.max(Math.abs(r - 3), Math.abs(c - 3));
        put(top + r, left + c, ring !== 2 && ring !== 4);
      }
  for (let n = 8; n < size - 8; n++) grid[6][n] = grid[n][6] = n % 2 === 0;
  for (const row of ALIGNED[version])
    for (const column of ALIGNED[version]) {
      if ((row === 6 && (column === 6 || column === size - 7)) || (column === 6 && row === size - 7)) continue;
      for (let r = -2; r < 3; r++) for (let c = -2; c < 3; c++) put(row + r, column + c, Math.max(Math.abs(r), Math.abs(c)) !== 1);
    }
  if (version > 6) {
    const told = checked(version, 6, 0x1f25);
    for (let n = 0; n < 18; n++) {
      const dark = Boolean((told >> n) & 1);
      grid[Math.floor(n / 3)][size - 11 + (n % 3)] = dark;
      grid[size - 11 + (n % 3)][Math.floor(n / 3)] = dark;
    }
  }
  format(grid, 0);
  return grid;
}

/** Write the format information: level M and the mask's number. */
function format(grid, mask) {
  const size = grid.length;
  const told = checked(mask, 5, 0x537) ^ 0x5412; // level M is 00
  for (let n = 0; n < 15; n++) {
    const dark = Boolean((told >> n) & 1);
    if (n < 6) grid[n][8] = dark;
    else if (n < 8) grid[n + 1][8] = dark;
    else if (n === 8) grid[8][7] = dark;
    else grid[8][14 - n] = dark;
    if (n < 8) grid[8][size - 1 - n] = dark;
    else grid[size - 15 + n][8] = dark;
  }
  grid[size - 8][8] = true;
}

function filled(version, words, mask) {
  const grid = frame(version);
  const size = grid.length;
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (grid[row][column] !== null) continue;
        const dark = bit < words.length * 8 && (words[bit >> 3] >> (7 - (bit & 7))) & 1;
        grid[row][column] = Boolean(dark) !== MASKS[mask](row, column);
        bit++;
      }
    }
  }
  format(grid, mask);
  return grid;
}

/** How hard a grid is to read (section 7.8.3.1): the mask with the least is taken. */
function penalty(grid) {
  const size = grid.length;
  let sum = 0;
  let dark = 0;
  const lines = [...grid, ...grid[0].map((_, column) => grid.map((row) => row[column]))];
  for (const line of lines) {
    const text = line.map((cell) => (cell ? "1" : "0")).join("");
    for (const run of text.match(/1{5,}|0{5,}/g) || []) sum += run.length - 2;
    for (let at = 0; at + 11 <= size; at++) {
      const piece = text.slice(at, at + 11);
      if (piece === "10111010000" || piece === "00001011101") sum += 40;
    }
  }
  for (let r = 0; r < size; r++)
    for (let c = 0; c < size; c++) {
      dark += grid[r][c];
      if (r && c && grid[r][c] === grid[r - 1][c] && grid[r][c] === grid[r][c - 1] && grid[r][c] === grid[r - 1][c - 1]) sum += 3;
    }
  return sum + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}

/** The code of *text* as rows of true (dark) and false, without the quiet zone; null where it is too long (213 bytes). */
export function qr(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = BLOCKS.findIndex((entry, number) =>
    entry && bytes.length + (number < 10 ? 2 : 3) <= entry[0].reduce((sum, block) => sum + block));
  if (version < 0) return null;
  const words = codewords(bytes, version);
  const grids = MASKS.map((_, mask) => filled(version, words, mask));
  const penalties = grids.map(penalty);
  return grids[penalties.indexOf(Math.min(...penalties))];
}

/** The path of an SVG with one unit per module and a quiet zone of four. */
export function qrPath(grid) {
  return grid.map((row, r) => row.map((dark, c) => (dark ? `M${c + 4} ${r + 4}h1v1h-1z` : "")).join("")).join("");
}
