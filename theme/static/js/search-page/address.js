// The state of the page in its address: ?q=…&term=2020-2025&kind=dai-hoi&sort=date. Several values of a filter are repeated.

export const FILTERS = ["term", "kind", "step", "body", "committee", "category", "author", "year", "from", "to"];

export function readState(search) {
  const asked = new URLSearchParams(search);
  const filters = {};
  for (const name of FILTERS) {
    const values = asked.getAll(name).map((v) => v.trim()).filter(Boolean);
    if (values.length) filters[name] = values;
  }
  return { text: asked.get("q") || "", filters, sort: asked.get("sort") === "date" ? "date" : "" };
}

export function writeState({ text, filters, sort }) {
  const made = new URLSearchParams();
  if (text.trim()) made.set("q", text.trim());
  for (const name of FILTERS) for (const value of filters[name] || []) made.append(name, value);
  if (sort) made.set("sort", sort);
  const query = made.toString();
  return query ? `?${query}` : "";
}
