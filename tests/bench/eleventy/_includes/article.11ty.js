const { escaped } = require("./base.11ty.js");

module.exports.data = { layout: "base.11ty.js" };
module.exports.render = function ({ title, description, author, category, topics, cover, page, content }) {
  const figure = cover ? `<figure><img src="/${escaped(cover)}" alt=""><figcaption>Quang cảnh buổi làm việc</figcaption></figure>` : "";
  const links = [["categories", category], ...topics.map((topic) => ["tags", topic])];
  return `<article>
<h1>${escaped(title)}</h1>
<p><time datetime="${page.date.toISOString()}">${page.date.toISOString().slice(0, 10)}</time> ${escaped(author)}</p>
<p>${escaped(description)}</p>
${figure}
${content}
<ul>${links.map(([kind, name]) => `<li><a href="/${kind}/${this.slug(name)}/">${escaped(name)}</a></li>`).join("\n")}</ul>
</article>
`;
};
