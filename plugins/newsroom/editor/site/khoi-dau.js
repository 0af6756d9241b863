// Before the editor begins: nothing is asked of another machine, and a folder need not be under git.
"use strict";
window.CMS_MANUAL_INIT = true;

const own = location.origin;
const ask = window.fetch.bind(window);
window.fetch = (what, options) => {
  const address = new URL(what instanceof Request ? what.url : what, location.href);
  const words = /\/locales\/(vi)\.json$/.exec(address.pathname);
  if (address.origin !== own && words) return ask(`locales/${words[1]}.json`);
  if (address.origin === own || address.protocol === "blob:" || address.protocol === "data:") return ask(what, options);
  return Promise.reject(new TypeError("không hỏi máy khác"));
};

// The editor opens only folders with .git in them; this one works on any folder that holds content.
const child = FileSystemDirectoryHandle.prototype.getDirectoryHandle;
FileSystemDirectoryHandle.prototype.getDirectoryHandle = function (name, options) {
  return name === ".git" ? Promise.resolve(this) : child.call(this, name, options);
};

const PREFERENCES = "sveltia-cms.prefs";
try {
  const chosen = JSON.parse(localStorage.getItem(PREFERENCES) || "{}");
  if (!chosen.locale) localStorage.setItem(PREFERENCES, JSON.stringify({ ...chosen, locale: "vi" }));
} catch { /* no storage: the browser's own language */ }
