// The panel of filters with counts, and the chips of those chosen.

import { FILTERS } from "./address.js";
import { count, day, element } from "./results.js";

const NAMES = { term: "Nhiệm kỳ", kind: "Loại hội nghị", step: "Bước", body: "Cơ quan, chức danh", committee: "Tổ chức đảng",
  category: "Chuyên mục", author: "Tác giả", year: "Năm", from: "Từ ngày", to: "Đến ngày" };
const SHOWN = 6;

// Draws the panel anew; `change(name, values)` hears of every choice.
export function drawFilters(form, facets, filters, change, opened) {
  const focused = document.activeElement?.id;
  const groups = FILTERS.filter((name) => NAMES[name] && name !== "from" && name !== "to").map((name) => {
    const values = options(facets[name] || [], filters[name] || []);
    if (!values.length || (values.length === 1 && !values[0].chosen && values[0].everywhere)) return null;
    const boxes = values.map((value, i) => box(name, value, i >= SHOWN && !value.chosen && !opened.has(name), (on) => {
      const others = (filters[name] || []).filter((v) => v !== value.id);
      change(name, on ? [...others, value.id] : others);
    }));
    const group = element("fieldset", {}, element("legend", {}, NAMES[name]), ...boxes);
    const hidden = boxes.filter((b) => b.hidden);
    if (hidden.length) {
      const more = element("button", { type: "button", class: "plain-button" }, `Thêm ${count(hidden.length)}`);
      more.addEventListener("click", () => {
        opened.add(name);
        hidden.forEach((b) => { b.hidden = false; });
        hidden[0].querySelector("input").focus();
        more.remove();
      });
      group.append(more);
    }
    return group;
  });
  const dates = element("fieldset", { class: "dates" }, element("legend", {}, "Ngày đăng"), ...["from", "to"].map((name) => {
    const input = element("input", { type: "date", id: `loc-${name}`, value: filters[name]?.[0] || "" });
    input.addEventListener("change", () => change(name, input.value ? [input.value] : []));
    return element("label", {}, `${NAMES[name]} `, input);
  }));
  form.replaceChildren(...groups.filter(Boolean), dates);
  if (focused?.startsWith("loc-")) document.getElementById(focused)?.focus();
}

// The values found, and those chosen even where nothing has them any more.
function options(found, chosen) {
  const known = new Set(found.map((v) => v.id));
  return [...found.map((v) => ({ ...v, chosen: chosen.includes(v.id) })),
    ...chosen.filter((id) => !known.has(id)).map((id) => ({ id, label: id, count: 0, chosen: true }))];
}

function box(name, value, hidden, choose) {
  const input = element("input", { type: "checkbox", id: `loc-${name}-${value.id}`, checked: value.chosen });
  input.addEventListener("change", () => choose(input.checked));
  return element("label", { class: "filter", hidden }, input, element("span", {}, value.label), element("span", { class: "count" }, count(value.count)));
}

export function drawChips(list, facets, filters, change) {
  const chips = Object.entries(filters).flatMap(([name, values]) => values.map((value) => {
    const label = facets[name]?.find((v) => v.id === value)?.label || (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) ? day(value) : value);
    const button = element("button", { type: "button", "aria-label": `Bỏ lọc ${NAMES[name]}: ${label}` }, `${NAMES[name]}: ${label}`, element("span", { "aria-hidden": "true" }, " ×"));
    button.addEventListener("click", () => change(name, values.filter((v) => v !== value)));
    return element("li", {}, button);
  }));
  list.replaceChildren(...chips);
  list.hidden = !chips.length;
}
