const { escaped } = require("./base.11ty.js");

module.exports = (item) => `<article>
${item.data.cover ? `<img src="/${escaped(item.data.cover)}" alt="">` : ""}
<h3><a href="${item.url}">${escaped(item.data.title)}</a></h3>
<p><time datetime="${item.date.toISOString().slice(0, 10)}">${item.date.toISOString().slice(0, 10)}</time></p>
<p>${escaped(item.data.description)}</p>
</article>
`;
