const { escaped } = require("../_includes/base.11ty.js");

module.exports.data = { permalink: "/index.xml" };
module.exports.render = ({ collections }) => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Cổng tin mẫu</title><link>https://vidu.example/</link>
${collections.newest.slice(0, 20).map((item) => `<item><title>${escaped(item.data.title)}</title><link>https://vidu.example${item.url}</link><pubDate>${item.date.toUTCString()}</pubDate><description>${escaped(item.data.description)}</description></item>`).join("\n")}
</channel></rss>
`;
