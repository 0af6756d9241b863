// On paper an article carries its address as a QR code. The code is drawn when printing, and never loaded before it may be.

export function printing(document, address) {
  const place = document.querySelector("[data-printed-qr]");
  if (!place) return;
  const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 1500));
  whenIdle(async () => {
    const { qr, qrPath } = await import("./qr.js");
    const draw = () => {
      const grid = place.childElementCount ? null : qr(address());
      if (!grid) return;
      const side = grid.length + 8;
      const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", "Mã QR của địa chỉ bài");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", qrPath(grid));
      picture.append(path);
      place.append(picture);
    };
    window.addEventListener("beforeprint", draw);
    place.dataset.printedQr = "ready";
  });
}
