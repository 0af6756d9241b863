// The row of tools on an article: listen, print, share, save, report a mistake.
import { printing } from "./print.js";
import { reporting } from "./report.js";
import { save } from "./save.js";
import { sharing } from "./share.js";
import { speech } from "./speech.js";

/** The page's own address, as it should be passed on. */
export function addressOf(document) {
  return document.querySelector("link[rel=canonical]")?.href || document.location.href.split("#")[0];
}

export function tools(document) {
  const row = document.querySelector(".tools[data-tools]");
  if (!row) return;
  const say = (words) => { row.querySelector("[data-said]").textContent = words; };
  const address = () => addressOf(document);
  const title = document.querySelector("h1").textContent;

  row.querySelector("[data-print]").addEventListener("click", () => window.print());
  row.querySelector("[data-save]").hidden = document.location.protocol === "file:"; // there the page is a file already
  row.querySelector("[data-save]").addEventListener("click", async () => {
    say("Đang gom trang…");
    try {
      await save(document);
      say("Đã lưu trang thành một tệp.");
    } catch {
      say("Chưa lưu được; kiểm tra kết nối rồi thử lại.");
    }
  });
  sharing(row, { title, address, say });
  speech(document, row.querySelector("[data-speak]"));
  reporting(document, row.querySelector("[data-report]"), { title, address });
  printing(document, address);
}
