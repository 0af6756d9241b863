// "Lưu bài": the article as one HTML file that opens anywhere, with its pictures, its style and no scripts.

const LEFT_OUT = "script, .comments, [data-newer], .bar, .tools, .masthead-side, .trail, .skip, .to-figure, dialog, audio, link[rel=preload], " +
  "link[rel=alternate], link[rel=manifest], meta[http-equiv]";

async function dataUrl(address) {
  const blob = await (await needed(address)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function needed(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** The sheet at *address* with its fonts inside. */
async function sheet(address) {
  let css = await (await needed(address)).text();
  for (const [whole, path] of [...css.matchAll(/url\("([^"]+\.woff2)"\)/g)])
    css = css.replace(whole, `url("${await dataUrl(new URL(path, address))}")`);
  return css;
}

/** The document of the page as one file's text. */
export async function wholePage(document) {
  const copy = document.documentElement.cloneNode(true);
  for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
  copy.classList.remove("js");
  for (const picture of copy.querySelectorAll("img")) {
    picture.src = await dataUrl(new URL(picture.getAttribute("src"), document.baseURI));
    picture.removeAttribute("srcset");
    picture.removeAttribute("loading");
  }
  for (const source of copy.querySelectorAll("picture source")) source.remove();
  for (const link of copy.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    if (!href.startsWith("#")) link.href = new URL(href, document.baseURI).href;
  }
  for (const link of copy.querySelectorAll("link[rel=stylesheet], link[rel=icon]")) {
    const address = new URL(link.getAttribute("href"), document.baseURI);
    if (link.rel === "icon") link.href = await dataUrl(address);
    else {
      const style = document.createElement("style");
      style.textContent = await sheet(address);
      link.replaceWith(style);
    }
  }
  return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
}

export async function save(document) {
  const file = new Blob([await wholePage(document)], { type: "text/html" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${document.location.pathname.split("/").filter(Boolean).pop() || "bai-viet"}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
