// Figures that a query asks for: a measure together with a body or a term, such as "đưa ra khỏi quy hoạch ban chấp hành 2020-2025".

const MOST_TERMS = 4; // that are looked into when the query names none
// Words that a query for figures of a body has among others; without one, and without a term, nothing is fetched.
const HEADS = new Set(["ban", "bi", "pho", "uy", "chu", "cap", "bch", "btv", "ubkt"]);

// Takes out of `keys` the longest spelling that one of `names` goes by; that name or undefined.
function taken(keys, names) {
  let best;
  for (const name of names) {
    for (const spelling of name[2]) {
      const at = ` ${keys.join(" ")} `.indexOf(` ${spelling} `);
      if (at >= 0 && (!best || spelling.length > best.spelling.length)) best = { name, spelling };
    }
  }
  if (!best) return undefined;
  const rest = ` ${keys.join(" ")} `.replace(` ${best.spelling} `, " | ").trim().split(" ");
  keys.splice(0, keys.length, ...rest);
  return best.name;
}

// The best `limit` figures for a query, or [].
export async function figuresFor(store, query, limit) {
  const term = query.compounds.map(([keys]) => keys[0]).find((key) => /^[0-9]{4}-[0-9]{4}$/.test(key));
  if (query.tokens.length < 3 || !(term || query.tokens.some((t) => HEADS.has(t.key)))) return [];
  const known = await store.figures();
  if (!known) return [];
  const keys = query.tokens.map((t) => t.key);
  const measure = taken(keys, known.measure);
  const body = measure && taken(keys, known.body);
  if (!measure || !(body || term)) return [];
  const terms = term ? [term] : [...new Set(Object.keys(known.files).map((key) => key.split(" ")[1]))].sort().reverse().slice(0, MOST_TERMS);
  const names = terms.flatMap((t) => (known.files[`${measure[0]} ${t}`] || []).filter(Boolean).map((name) => [name, t]));
  const rows = (await Promise.all(names.map(async ([name, t]) => ((await store.figureRows(name)) || []).map((row) => [...row, t])))).flat();
  return rows.filter(([, bodies]) => !body || bodies.includes(body[0]))
    .sort((a, b) => b[6] - a[6] || b[0] - a[0]).slice(0, limit)
    .map(([article, bodies, value, unit, committee, quote, declared, anchor, stage, named]) => ({ article, value, unit, committee, quote, anchor, stage, term: named,
      declared: !!declared, measure: measure[1], bodies: bodies.map((id) => known.body.find(([b]) => b === id)?.[1]).filter(Boolean) }));
}
