const card = require("../_includes/card.js");

module.exports.data = { layout: "base.11ty.js", title: "Trang chủ", permalink: "/index.html" };
module.exports.render = function ({ collections }) {
  const sections = collections.sections.map((name) => {
    const items = collections.newest.filter((item) => item.data.category === name).slice(0, 4);
    return `<section><h2><a href="/categories/${this.slug(name)}/">${name}</a></h2>${items.map(card).join("")}</section>`;
  });
  return collections.newest.slice(0, 12).map(card).join("") + sections.join("\n");
};
