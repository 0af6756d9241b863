module.exports.data = { permalink: "/sitemap.xml" };
module.exports.render = ({ collections }) => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...collections.newest.map((item) => item.url), ...collections.lists.map((list) => list.address)].map((url) => `<url><loc>https://vidu.example${url}</loc></url>`).join("\n")}
</urlset>
`;
