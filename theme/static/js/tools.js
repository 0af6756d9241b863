// The row of tools on an article: print, share, listen.
import { speech } from "./speech.js";

export function tools(document) {
  const row = document.querySelector("[data-tools]");
  if (!row) return;
  const say = (words) => { row.querySelector("[data-said]").textContent = words; };
  row.querySelector("[data-print]").addEventListener("click", () => window.print());
  row.querySelector("[data-share]").addEventListener("click", () => share(document, say));
  speech(document, row.querySelector("[data-speak]"));
}

async function share(document, say) {
  const address = document.querySelector("link[rel=canonical]")?.href || location.href.split("#")[0];
  const title = document.querySelector("h1").textContent;
  if (navigator.share) {
    try {
      await navigator.share({ title, url: address });
    } catch (error) {
      if (error.name !== "AbortError") say(`Địa chỉ bài: ${address}`);
    }
    return;
  }
  try {
    await navigator.clipboard.writeText(address);
    say("Đã chép địa chỉ bài.");
  } catch {
    say(`Địa chỉ bài: ${address}`);
  }
}
