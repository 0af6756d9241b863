// Suggestions below the search field: the combobox pattern of the ARIA Authoring Practices (list autocomplete, manual selection).

const WAIT = 160; // milliseconds without a keystroke before anything is fetched

// `suggest(text)` gives [{text, url?}…]; `choose(option)` hears which one was taken.
export function combobox(input, list, { suggest, choose }) {
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  function close() {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    list.replaceChildren();
    options = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    options = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((option, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.className = option.url ? "suggested-article" : "suggested-words";
      item.textContent = option.text;
      item.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
      item.addEventListener("click", () => take(i));
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
  }

  function move(to) {
    if (active >= 0) list.children[active].setAttribute("aria-selected", "false");
    active = to;
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    const item = list.children[active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }

  function take(i) {
    const option = options[i];
    close();
    choose(option);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = (asked += 1);
    if (input.value.trim().length < 2) {
      close();
      return;
    }
    timer = setTimeout(async () => {
      const found = await suggest(input.value);
      if (mine === asked && document.activeElement === input) show(found);
    }, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      move(active + step >= options.length ? -1 : active + step < -1 ? options.length - 1 : active + step);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      take(active);
    }
  });
  input.addEventListener("blur", close);
  return { close };
}
