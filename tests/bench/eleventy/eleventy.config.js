// The same site as the other peers make: articles, lists of 20 by category, tag and month, a front page, a feed, a sitemap.
const SIZE = 20;

const slug = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

module.exports = function (config) {
  const newest = (api) => api.getFilteredByGlob("content/tin/*.md").reverse();
  config.addPassthroughCopy({ "content/anh": "anh" });
  config.addJavaScriptFunction("slug", slug);
  config.addCollection("newest", newest);
  config.addCollection("sections", (api) => [...new Set(newest(api).map((item) => item.data.category))].sort());
  config.addCollection("lists", (api) => {
    const groups = new Map();
    const put = (title, address, item) => {
      if (!groups.has(address)) groups.set(address, { title, address, items: [] });
      groups.get(address).items.push(item);
    };
    for (const item of newest(api)) {
      put(item.data.category, `/categories/${slug(item.data.category)}/`, item);
      for (const topic of item.data.topics) put(topic, `/tags/${slug(topic)}/`, item);
      const month = item.date.toISOString().slice(0, 7);
      put(month, `/months/${month}/`, item);
    }
    const pages = [];
    for (const { title, address, items } of groups.values()) {
      const count = Math.ceil(items.length / SIZE);
      const at = (n) => (n === 0 ? address : `${address}page/${n + 1}/`);
      for (let n = 0; n < count; n++) {
        pages.push({ title, address: at(n), number: n + 1, count, before: n ? at(n - 1) : "", after: n + 1 < count ? at(n + 1) : "", items: items.slice(n * SIZE, n * SIZE + SIZE) });
      }
    }
    return pages;
  });
  return { dir: { input: "content", includes: "../_includes", layouts: "../_includes", output: "output" }, markdownTemplateEngine: false };
};
