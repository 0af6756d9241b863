// The bar's menus close as a reader expects: with Escape, by a click beside them, when the focus leaves.
export function drops(document) {
  const open = () => document.querySelectorAll("details.drop[open]");
  const close = (drop) => drop.removeAttribute("open");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of open()) {
      close(drop);
      drop.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const drop of open()) if (!drop.contains(event.target)) close(drop);
  });
  document.addEventListener("focusin", (event) => {
    for (const drop of open()) if (!drop.contains(event.target)) close(drop);
  });
}
