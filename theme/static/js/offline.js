// Pages that were read stay readable without a connection; the page for that lists them.

export function offline(document) {
  const worker = navigator.serviceWorker;
  if (!worker || !window.isSecureContext || !document.location.protocol.startsWith("http")) return;
  const root = document.documentElement.dataset.root;
  window.addEventListener("load", () => worker.register(`${root}sw.js`).catch(() => { /* private windows refuse */ }));
  const list = document.querySelector("[data-kept-pages]");
  if (list) show(document, list, root);
}

async function show(document, list, root) {
  const cache = await caches.open("nhiemky-pages");
  for (const request of (await cache.keys()).reverse()) {
    const page = await (await cache.match(request)).text();
    const title = new DOMParser().parseFromString(page, "text/html").querySelector("article h1")?.textContent;
    if (!title || !request.url.includes(root)) continue;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = request.url;
    link.textContent = title;
    item.append(link);
    list.append(item);
  }
  list.previousElementSibling.hidden = !list.childElementCount;
}
