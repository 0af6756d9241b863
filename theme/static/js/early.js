// Runs before the first paint: what the reader chose last time, so that nothing flashes or moves.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    ["theme", "size"].forEach(function (name) {
      var chosen = localStorage.getItem("nhiemky-" + name);
      if (chosen) root.setAttribute("data-" + name, chosen);
    });
  } catch (e) { /* storage is switched off: the page looks as it does for everybody */ }
})();
