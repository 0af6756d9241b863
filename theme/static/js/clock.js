const DAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const HANOI = 7 * 60; // minutes ahead of Greenwich, all year

/** "Thứ Năm, 21/04/2022 17:44" in Vietnam's time, wherever the reader is. */
export function vietnamTime(moment) {
  const there = new Date(moment.getTime() + HANOI * 60000);
  const two = (n) => String(n).padStart(2, "0");
  const day = `${two(there.getUTCDate())}/${two(there.getUTCMonth() + 1)}/${there.getUTCFullYear()}`;
  return `${DAYS[there.getUTCDay()]}, ${day} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

/** Keep *element* showing the time, minute by minute. */
export function clock(element) {
  if (!element) return;
  const show = () => {
    element.textContent = vietnamTime(new Date());
    setTimeout(show, 60000 - (Date.now() % 60000));
  };
  show();
}
