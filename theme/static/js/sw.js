// Keeps the last pages that were read, so that they can be read again without a connection.
// The network always comes first for pages: what was corrected or withdrawn is never hidden by an old copy.
const PAGES = "nhiemky-pages";
const FILES = "nhiemky-files";
const KEPT = { [PAGES]: 30, [FILES]: 120 };
const ROOT = new URL("./", self.location).pathname;
const OFFLINE = `${ROOT}ngoai-tuyen/`;

async function keep(name, request, response) {
  const cache = await caches.open(name);
  await cache.delete(request);
  await cache.put(request, response);
  const keys = (await cache.keys()).filter((key) => new URL(key.url).pathname !== OFFLINE);
  for (const old of keys.slice(0, Math.max(0, keys.length - KEPT[name]))) await cache.delete(old);
}

async function install() {
  const page = await fetch(OFFLINE);
  const html = await page.clone().text();
  await (await caches.open(PAGES)).put(OFFLINE, page);
  const files = await caches.open(FILES);
  const needed = [...html.matchAll(/(?:href|src)="([^"]*\/theme\/[^"]+)"/g)].map((match) => match[1]);
  await Promise.all([...new Set(needed)].map((address) => files.add(address)));
}

/** From the network, remembered for later; without a network the copy, else the page that says so. */
async function networkFirst(name, request) {
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") await keep(name, request, response.clone());
    else if (response.status === 404 || response.status === 410) await (await caches.open(name)).delete(request);
    return response;
  } catch (error) {
    const copy = await caches.match(request, { ignoreSearch: name === PAGES });
    if (copy) return copy;
    if (request.mode === "navigate") return (await caches.match(OFFLINE)) || Response.error();
    throw error;
  }
}

/** Files whose name or mark follows their content never change. */
async function cacheFirst(request) {
  const copy = await caches.match(request);
  if (copy) return copy;
  const response = await fetch(request);
  if (response.ok) await keep(FILES, request, response.clone());
  return response;
}

self.addEventListener("install", (event) => event.waitUntil(install().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(networkFirst(PAGES, request));
  else if (/\/theme\/css\/|\/theme\/fonts\//.test(address.pathname)) event.respondWith(cacheFirst(request));
  else if (request.destination === "image" || /\/theme\/js\/[^/]+\.js$/.test(address.pathname))
    event.respondWith(networkFirst(FILES, request));
});
