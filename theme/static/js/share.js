// Sharing without anybody's tracker: the phone's own share sheet, else a small menu with e-mail,
// a plain link to the one service here that takes one, and copying the address.

export function sharing(row, { title, address, say }) {
  const menu = row.querySelector("[data-share]");
  const summary = menu.querySelector("summary");

  summary.addEventListener("click", async (event) => {
    if (!navigator.share) return;
    event.preventDefault();
    try {
      await navigator.share({ title, url: address() });
    } catch (error) {
      if (error.name !== "AbortError") menu.open = true;
    }
  });
  menu.querySelector("[data-mail]").href =
    `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\n${address()}`)}`;
  menu.querySelector("[data-facebook]").href = `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(address())}`;
  menu.querySelector("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      say("Đã chép địa chỉ bài.");
    } catch {
      say(`Địa chỉ bài: ${address()}`);
    }
    menu.open = false;
    summary.focus();
  });
}
