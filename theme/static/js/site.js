// What every page gains from scripts. Nothing here is needed to read, navigate or download.
import { clock } from "./clock.js";
import { choices } from "./choices.js";
import { drops } from "./drops.js";
import { enlarging } from "./enlarge.js";
import { offline } from "./offline.js";
import { tools } from "./tools.js";

choices(document, localStorageOrNothing());
drops(document);
clock(document.querySelector("[data-clock]"));
tools(document);
enlarging(document);
offline(document);
if (document.location.protocol !== "file:") {
  const has = (mark) => document.querySelector(mark) !== null;
  if (has("[data-newer]")) import("./newer.js").then(({ newer }) => newer(document, document.documentElement.dataset.root));
  if (has("[data-views]")) import("./views.js").then(({ views }) => views(document));
  if (has("[data-comments]")) import("./comments.js").then(({ comments }) => comments(document));
}

function localStorageOrNothing() {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem() {}, removeItem() {} };
  }
}
