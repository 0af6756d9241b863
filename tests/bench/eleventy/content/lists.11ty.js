const card = require("../_includes/card.js");

module.exports.data = {
  layout: "base.11ty.js",
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: ({ list }) => `${list.address}index.html`,
  eleventyComputed: { title: ({ list }) => list.title },
};
module.exports.render = ({ list }) => `<h1>${list.title}</h1>
${list.items.map(card).join("")}
<nav>${list.before ? `<a href="${list.before}">Trang trước</a>` : ""} ${list.number}/${list.count} ${list.after ? `<a href="${list.after}">Trang sau</a>` : ""}</nav>
`;
