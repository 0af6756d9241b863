// How often the article was read, where readings were counted: a small list of its month, loaded after the page.

export async function views(document) {
  const place = document.querySelector("[data-views]");
  try {
    const response = await fetch(place.dataset.views);
    if (!response.ok) return;
    const { until, views: counts } = await response.json();
    const count = counts[place.dataset.url];
    if (!count) return;
    const day = until.split("-").map(Number).reverse().join("/");
    place.textContent = ` · ${count.toLocaleString("vi-VN")} lượt xem, tính đến ${day}`;
    place.hidden = false;
  } catch { /* no connection: nothing is claimed */ }
}
