// "Báo lỗi": the words that the reader marked and the right ones go into an e-mail to the desk. Nothing is sent by the page.

const LONGEST = 500; // characters of a quotation; longer ones do not fit into a mail address everywhere

export function letter({ title, address, wrong, right }) {
  const body = [`Bài: ${title}`, address, "", `Chỗ sai: ${wrong || "(chưa ghi)"}`, `Nên sửa thành: ${right || "(chưa ghi)"}`, ""];
  return `subject=${encodeURIComponent(`Báo lỗi: ${title}`)}&body=${encodeURIComponent(body.join("\n"))}`;
}

export function reporting(document, button, { title, address }) {
  const dialog = document.querySelector("[data-report-dialog]");
  if (!button || !dialog) return;
  const wrong = dialog.querySelector("[name=sai]");
  const right = dialog.querySelector("[name=dung]");
  let marked = "";

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const inArticle = selection?.anchorNode?.parentElement?.closest(".article");
    const words = inArticle ? selection.toString().trim() : "";
    if (words) marked = words.slice(0, LONGEST);
  });
  button.addEventListener("click", () => {
    wrong.value = marked;
    right.value = "";
    dialog.showModal();
    (marked ? right : wrong).focus();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = letter({ title, address: address(), wrong: wrong.value.slice(0, LONGEST), right: right.value.slice(0, LONGEST) });
    dialog.close();
    document.location.href = `mailto:${dialog.dataset.reportDialog}?${words}`;
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}
