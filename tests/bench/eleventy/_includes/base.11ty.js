exports.escaped = (text) => String(text ?? "").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

exports.render = function ({ title, description, page, collections, content }) {
  const text = exports.escaped;
  return `<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – Cổng tin mẫu</title>
<meta name="description" content="${text(description)}">
<link rel="canonical" href="https://vidu.example${page.url}">
<link rel="alternate" type="application/rss+xml" href="/index.xml">
</head>
<body>
<header><a href="/">Cổng tin mẫu</a>
<nav>${collections.sections.map((name) => `<a href="/categories/${this.slug(name)}/">${text(name)}</a>`).join(" ")}</nav></header>
<main>${content}</main>
<footer>Cổng tin mẫu</footer>
</body>
</html>
`;
};
