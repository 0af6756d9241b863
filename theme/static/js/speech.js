// "Nghe bài": the browser's own Vietnamese voice reads the article. Hidden where there is none.

/** Pieces of *text* of at most *limit* characters, cut after sentences: long utterances stop midway in some browsers. */
export function pieces(text, limit = 180) {
  const found = [];
  let piece = "";
  for (const sentence of text.replace(/\s+/g, " ").trim().match(/[^.!?…;]+[.!?…;]*\s*/g) || []) {
    if (piece && piece.length + sentence.length > limit) {
      found.push(piece.trim());
      piece = "";
    }
    piece += sentence;
  }
  if (piece.trim()) found.push(piece.trim());
  return found;
}

/** The words of *part* without the links that lead back to the figures. */
function spoken(part) {
  const copy = part.cloneNode(true);
  for (const link of copy.querySelectorAll(".to-figure")) link.remove();
  return copy.textContent;
}

export function speech(document, button) {
  const voices = window.speechSynthesis;
  if (!voices || !button) return;
  const vietnamese = () => voices.getVoices().find((voice) => voice.lang.toLowerCase().startsWith("vi"));
  const offer = () => { button.hidden = !vietnamese(); };
  let reading = false;

  const stop = () => {
    reading = false;
    voices.cancel();
    button.textContent = "Nghe bài";
  };
  const start = () => {
    reading = true;
    button.textContent = "Dừng đọc";
    const parts = [...document.querySelectorAll(".article-head h1, .sapo, .prose > :is(p, h2, h3, h4, ul, ol, blockquote)")];
    const queue = parts.flatMap((part) => pieces(spoken(part)));
    const next = () => {
      if (!reading || !queue.length) return stop();
      const words = new SpeechSynthesisUtterance(queue.shift());
      words.lang = "vi-VN";
      words.voice = vietnamese();
      words.onend = next;
      words.onerror = stop;
      voices.speak(words);
    };
    next();
  };

  button.addEventListener("click", () => (reading ? stop() : start()));
  window.addEventListener("pagehide", stop);
  voices.addEventListener?.("voiceschanged", offer);
  offer();
}
