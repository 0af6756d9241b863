// Text size and colours, remembered on this device.
const SIZES = { least: -1, most: 3 };

export function choices(document, storage) {
  const root = document.documentElement;

  const remember = (name, value) => {
    if (value) root.setAttribute(`data-${name}`, value);
    else root.removeAttribute(`data-${name}`);
    try {
      if (value) storage.setItem(`nhiemky-${name}`, value);
      else storage.removeItem(`nhiemky-${name}`);
    } catch { /* full or forbidden: the choice holds for this page */ }
    mark();
  };

  const size = () => Number(root.getAttribute("data-size")) || 0;

  function mark() {
    for (const button of document.querySelectorAll("[data-choice=theme] button"))
      button.setAttribute("aria-pressed", String((root.getAttribute("data-theme") || "") === button.dataset.value));
    for (const button of document.querySelectorAll("[data-choice=size] button")) {
      const step = Number(button.dataset.step);
      button.disabled = (step < 0 && size() <= SIZES.least) || (step > 0 && size() >= SIZES.most);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choice] button");
    if (!button) return;
    if (button.dataset.step === undefined) remember("theme", button.dataset.value);
    else {
      const step = Number(button.dataset.step);
      const next = step ? Math.min(SIZES.most, Math.max(SIZES.least, size() + step)) : 0;
      remember("size", next ? String(next) : "");
    }
  });
  mark();
}
