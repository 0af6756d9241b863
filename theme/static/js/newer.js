// What came after this article stands in small lists of its own, so that an old page need not change: they load once it is read.
const MOST = 4;

const day = (iso) => iso.split("-").map(Number).reverse().join("/");

/** The articles of *found* (newest first) that came after the page at *path*. */
export function later(found, path) {
  const own = found.findIndex((article) => article.url === path);
  return (own < 0 ? found : found.slice(0, own)).slice(0, MOST);
}

export async function newer(document, root) {
  const path = `/${document.location.pathname.slice(root.length)}`;
  for (const box of document.querySelectorAll("[data-newer]")) {
    try {
      const response = await fetch(box.dataset.newer);
      if (response.ok) show(box, later(await response.json(), path), root);
    } catch { /* no connection: the plain link beside it remains */ }
  }
}

function show(box, articles, root) {
  if (!articles.length) return;
  const make = (name, className, ...children) => {
    const made = box.ownerDocument.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const list = make("ul", "lines");
  for (const { url, title, date } of articles) {
    const link = make("a", "", title);
    link.href = root + url.slice(1);
    list.append(make("li", "line", link, " ", make("span", "meta", date ? day(date) : "")));
  }
  box.append(make("p", "note", box.dataset.heading), list);
  box.hidden = false;
}
