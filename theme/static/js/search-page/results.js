// Results as elements. Text from the index and from the reader is only ever set as text.

const number = new Intl.NumberFormat("vi-VN");
export const count = (n) => number.format(n);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// `text` with the ranges in `marks` inside <mark>.
export function marked(text, marks) {
  const made = [];
  let at = 0;
  for (const [start, end] of marks) {
    made.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...made, text.slice(at)];
}

export const day = (iso) => {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date}/${month}/${year}`;
};

// The address of a page of the site; from disk a folder's page must be named.
export const pageAt = (root, url) => root + url.slice(1).replace(/\/(?=#|$)/, location.protocol === "file:" ? "/index.html" : "/");

export function hit({ url, title, date, excerpt, titleMarks, excerptMarks }, root) {
  const link = element("a", { href: pageAt(root, url) });
  link.append(...marked(title, titleMarks));
  return element("li", { class: "hit" },
    element("h2", { class: "story-title" }, link),
    element("p", { class: "meta" }, element("time", { datetime: date }, day(date))),
    element("p", { class: "hit-excerpt" }, ...marked(excerpt, excerptMarks)));
}

// Figures that the question asks for, each with its sentence and the way to it.
export function figureList(figures, root) {
  if (!figures.length) return [];
  const rows = figures.filter((f) => f.url).map((f) => element("li", {},
    element("p", {}, element("span", { class: "found-value" }, [f.value, f.unit].filter(Boolean).join(" ")),
      ` ${[f.measure, f.stage, f.bodies.join(", "), f.term, f.committee].filter(Boolean).join(" · ")} `,
      element("span", { class: f.declared ? "badge" : "badge badge-machine" }, f.declared ? "khai báo" : "máy đọc")),
    ...(f.quote ? [element("blockquote", {}, element("a", { href: pageAt(root, f.url) }, `“${f.quote}”`))] : []),
    element("p", { class: "meta" }, element("a", { href: pageAt(root, f.url) }, f.title), element("time", { datetime: f.date }, day(f.date)))));
  return [element("section", { class: "found-figures", "aria-label": "Số liệu khớp với câu hỏi" }, element("h2", {}, "Số liệu khớp với câu hỏi"), element("ul", {}, ...rows))];
}

// What to say of an answer: one sentence for the status line, and notices.
export function told(answer, state) {
  const notices = [];
  for (const { typed, taken } of answer.corrected) {
    if (typed.toLowerCase() !== taken) notices.push(`Không có “${typed}”; đã tìm “${taken}”.`);
  }
  if (answer.dropped.length && answer.total) notices.push(`Không bài nào có đủ mọi từ. Đã bỏ qua: ${answer.dropped.map((w) => `“${w}”`).join(", ")}.`);
  if (answer.loosened) notices.push("Không bài nào có đúng cụm từ trong ngoặc kép; dưới đây là bài có các từ ấy.");
  if (answer.incomplete) notices.push("Một phần chỉ mục chưa tải được, nên kết quả có thể còn thiếu.");
  const filtered = Object.keys(state.filters).length > 0;
  let status;
  if (!answer.total) status = filtered ? "Không có bài nào khớp với các bộ lọc này." : "Không tìm thấy bài nào.";
  else if (answer.full && answer.full < answer.total && !answer.dropped.length) status = `${count(answer.full)} bài khớp, ${count(answer.total - answer.full)} bài gần đúng.`;
  else if ((!answer.full || answer.dropped.length) && state.text.trim()) status = `${count(answer.total)} bài gần đúng.`;
  else status = `${count(answer.total)} bài.`;
  return { status, notices };
}

// A spreadsheet of hits. A cell that would run as a formula is made text; the mark at the front tells Excel of UTF-8.
export function csv(hits, root) {
  const cell = (value) => `"${(/^[=+\-@\t\r\n＝＋－＠]/.test(value) ? "'" : "") + value.replaceAll('"', '""')}"`;
  const base = new URL(root, location.href);
  const rows = hits.map((h) => [h.date, h.title, new URL(h.url.slice(1), base).href, h.excerpt].map(cell).join(","));
  return `\ufeff${["Ngày", "Tiêu đề", "Địa chỉ", "Trích"].map(cell).join(",")}\r\n${rows.join("\r\n")}\r\n`;
}
