// "Trích dẫn số liệu": a number with its sentence, article and date, as a reference to copy.
// Without scripts a number is a link to its sentence, which is all that a citation needs.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TEX = { "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** One line: what RIS and BibTeX cannot carry is white space of other kinds. */
const line = (text) => (text ?? "").replace(/\s+/gu, " ").trim();
const tex = (text) => line(text).replace(/[\\{}~^]/gu, (sign) => TEX[sign]).replace(/[&%$#_]/gu, "\\$&");
const day = (iso) => iso.split("-").reverse().map(Number).join("/");
const note = (c) => `Số liệu: ${line(c.value)}.${c.quote ? ` “${line(c.quote)}”` : ""}`;

/**
 * The four forms of a citation.
 * `c`: value, quote, title, authors (list), published and retrieved ("2026-04-16", published may be ""), site, url, id.
 */
export function formats(c) {
  const [year, month, dom] = (c.published || "").split("-").map(Number);
  const authors = c.authors.map(line).filter(Boolean);
  const by = authors.length ? authors.join(", ") : line(c.site);
  const when = c.published ? ` (${day(c.published)})` : "";
  const bibtex = [
    `@misc{${c.id},`,
    `  author = {${authors.length ? authors.map((a) => `{${tex(a)}}`).join(" and ") : `{${tex(c.site)}}`}},`,
    `  title = {{${tex(c.title)}}},`,
    ...(year ? [`  year = {${year}},`, `  month = ${MONTHS[month - 1]},`] : []),
    `  publisher = {{${tex(c.site)}}},`,
    `  url = {${c.url}},`,
    `  urldate = {${c.retrieved}},`,
    `  note = {${tex(note(c))}}`,
    "}",
  ];
  const ris = [
    "TY  - NEWS", `TI  - ${line(c.title)}`, ...(authors.length ? authors : [line(c.site)]).map((a) => `AU  - ${a}`),
    ...(year ? [`PY  - ${year}`, `DA  - ${c.published.replaceAll("-", "/")}`] : []),
    `T2  - ${line(c.site)}`, `UR  - ${c.url}`, `Y2  - ${c.retrieved.replaceAll("-", "/")}`, `N1  - ${note(c)}`, "LA  - vi", "ER  - ",
  ];
  const csl = [{
    id: c.id, type: "article-newspaper", title: line(c.title), author: (authors.length ? authors : [line(c.site)]).map((literal) => ({ literal })),
    ...(year ? { issued: { "date-parts": [[year, month, dom]] } } : {}),
    "container-title": line(c.site), URL: c.url, accessed: { "date-parts": [c.retrieved.split("-").map(Number)] }, language: "vi", note: note(c),
  }];
  return {
    "Tiếng Việt": `${by}${when}. “${line(c.title)}”. ${line(c.site)}. ${note(c)} ${c.url} (truy cập ${day(c.retrieved)}).`,
    BibTeX: bibtex.join("\n"),
    RIS: `${ris.join("\r\n")}\r\n`,
    "CSL-JSON": JSON.stringify(csl, null, 2),
  };
}

const meta = (doc, name) => doc.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** What a citation needs, from an article's page; `value` and `quote` come from the number that was clicked. */
export function source(doc, address, { value, quote }, retrieved) {
  const { hash } = new URL(address);
  const anchor = decodeURIComponent(hash.slice(1));
  const canonical = doc.querySelector('link[rel="canonical"]')?.getAttribute("href");
  const url = canonical ? canonical + hash : address; // the site's own address, wherever this copy lies
  const published = /^\d{4}[-/]\d{2}[-/]\d{2}/u.exec(meta(doc, "citation_publication_date"))?.[0].replaceAll("/", "-") ?? "";
  return {
    value, quote: quote || doc.getElementById(anchor)?.closest("mark")?.textContent || "",
    title: meta(doc, "citation_title") || line(doc.querySelector("h1")?.textContent),
    authors: [...doc.querySelectorAll('meta[name="citation_author"]')].map((m) => m.content),
    published, retrieved, site: meta(doc, "citation_journal_title") || location.hostname, url,
    id: `${new URL(url).pathname.split("/").filter(Boolean).pop() ?? "so-lieu"}-${anchor}`.replace(/[^a-z0-9-]/gu, ""),
  };
}

const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());

function dialog() {
  const made = document.createElement("dialog");
  made.className = "nk-dialog";
  made.setAttribute("aria-label", "Trích dẫn số liệu");
  document.body.append(made);
  return made;
}

function fill(box, forms) {
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Đóng" });
  close.addEventListener("click", () => box.close());
  const parts = Object.entries(forms).map(([name, text]) => {
    const part = document.createElement("section");
    const head = Object.assign(document.createElement("h2"), { textContent: name });
    const words = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: name === "Tiếng Việt" ? 4 : 6 });
    words.setAttribute("aria-label", name);
    const copy = Object.assign(document.createElement("button"), { type: "button", textContent: "Chép" });
    copy.addEventListener("click", async () => {
      words.select();
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        document.execCommand("copy"); // where the page is not served over https
      }
      copy.textContent = "Đã chép";
    });
    part.append(head, words, copy);
    return part;
  });
  box.replaceChildren(close, ...parts);
}

let box;
function show(forms) {
  box ??= dialog();
  fill(box, forms);
  box.showModal();
}

/** While the button is pressed, a click on a number opens its citation instead of its sentence. */
export function citing(button) {
  const on = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => button.setAttribute("aria-pressed", String(!on())));
  document.addEventListener("click", async (event) => {
    const link = on() && event.target.closest(".nk-value, .nk-chart a, .nk-fold td a");
    if (!link) return;
    event.preventDefault();
    const url = new URL(link.getAttribute("href"), location.href).href;
    const told = { value: link.textContent + (link.nextElementSibling?.matches(".nk-unit") ? link.nextElementSibling.textContent : ""), quote: link.title.replace(/^“|”$/gu, "") };
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(String(answer.status));
      show(formats(source(new DOMParser().parseFromString(await answer.text(), "text/html"), url, told, today())));
    } catch {
      location.href = url; // from disk or without a network: the sentence itself
    }
  });
}

/** In an article's own tables each row has a button. */
export function citingRow(button) {
  button.addEventListener("click", () => {
    const url = new URL(`#${button.dataset.cite}`, location.href).href;
    show(formats(source(document, url, { value: button.dataset.value, quote: button.dataset.quote ?? "" }, today())));
  });
}

for (const button of document.querySelectorAll(".nk-cite")) citing(button);
for (const button of document.querySelectorAll("[data-cite]")) citingRow(button);
