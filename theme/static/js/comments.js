// Comments by Isso, on the site's own server: nothing of it is asked for before a reader comes near.

export function comments(document) {
  const thread = document.querySelector("[data-comments]");
  const load = () => {
    const script = document.createElement("script");
    const address = thread.dataset.comments;
    Object.assign(script.dataset, { isso: address, issoCss: "false", issoLang: "vi", issoDefaultLang: "vi", issoReplyToSelf: "false",
      issoRequireAuthor: "true", issoVote: "false", issoAvatar: "false", issoGravatar: "false", issoFeed: "false" });
    script.src = `${address}js/embed.min.js`;
    script.onerror = () => { thread.textContent = "Chưa tải được phần ý kiến. Xin thử lại sau."; };
    document.body.append(script);
  };
  if (!window.IntersectionObserver) return load();
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    load();
  }, { rootMargin: "400px" });
  watch.observe(thread);
}
