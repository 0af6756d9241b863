// A picture opens larger on the page itself; without this the link opens the file.

export function enlarging(document) {
  const links = [...document.querySelectorAll("a.enlarge")];
  if (!links.length || typeof HTMLDialogElement === "undefined") return;
  let dialog = null;
  let place = 0;

  const build = () => {
    dialog = document.createElement("dialog");
    dialog.className = "viewer";
    dialog.setAttribute("aria-label", "Xem ảnh lớn");
    dialog.innerHTML = '<figure><img alt=""><figcaption></figcaption></figure><p class="viewer-buttons">' +
      '<button type="button" data-turn="-1">← Ảnh trước</button><span role="status"></span>' +
      '<button type="button" data-turn="1">Ảnh sau →</button><button type="button" data-close>Đóng</button></p>';
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      const turn = event.target.closest("[data-turn]");
      if (turn) show(place + Number(turn.dataset.turn));
      else if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") show(place - 1);
      if (event.key === "ArrowRight") show(place + 1);
    });
    dialog.addEventListener("close", () => links[place].focus());
  };

  const show = (wanted) => {
    place = (wanted + links.length) % links.length;
    const small = links[place].querySelector("img");
    const large = dialog.querySelector("img");
    large.src = links[place].href;
    large.alt = small.alt;
    dialog.querySelector("figcaption").textContent = links[place].closest("figure").querySelector("figcaption")?.textContent || "";
    dialog.querySelector("[role=status]").textContent = links.length > 1 ? `${place + 1}/${links.length}` : "";
    for (const button of dialog.querySelectorAll("[data-turn]")) button.hidden = links.length < 2;
  };

  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!dialog) build();
    show(number);
    dialog.showModal();
  }));
}
