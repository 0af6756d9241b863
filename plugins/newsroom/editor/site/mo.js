// Opens the editor: its configuration comes from the server, files are read and written by the server's own code.
"use strict";

async function post(path, value) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

// Files that are asked for together are read together.
const MOST = 100;
let waiting = [];
function read(text) {
  return new Promise((done, failed) => {
    waiting.push({ text, done, failed });
    if (waiting.length === 1) setTimeout(send, 20);
    if (waiting.length >= MOST) send();
  });
}
async function send() {
  const group = waiting;
  waiting = [];
  if (!group.length) return;
  try {
    const forms = await post("doc", group.map((one) => one.text));
    group.forEach((one, place) => one.done(forms[place]));
  } catch (error) {
    group.forEach((one) => one.failed(error));
  }
}

(async () => {
  const config = await (await fetch("cau-hinh.json")).json();
  window.CMS.registerCustomFormat("nhiemky", "md", { fromFile: read, toFile: async (form) => (await post("ghi", form)).text });
  window.CMS.init({ config });
})();
