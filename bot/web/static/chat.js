// The chat without page reloads. Everything here also works without it.
(() => {
  "use strict";
  const arrive = () => {
    const now = document.getElementById("now");
    if (now) {
      now.focus({ preventScroll: true });
      now.scrollIntoView({ block: "start" });
    } else {
      window.scrollTo(0, 0);
    }
    const copy = document.getElementById("copy");
    if (copy && navigator.clipboard) copy.hidden = false;
  };
  const trouble = () => {
    const line = document.getElementById("trouble");
    if (!line) return;
    line.textContent = line.dataset.offline;
    line.scrollIntoView({ block: "start" });
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    // Only the body is swapped: the language and direction of the page come along by hand.
    const found = /<html lang="([\w-]+)" dir="(\w+)"/.exec(event.detail.xhr.responseText);
    if (!found) return;
    document.documentElement.lang = found[1];
    document.documentElement.dir = found[2];
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === document.body) arrive();
  });
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const copy = event.target.closest("#copy");
    if (!copy) return;
    navigator.clipboard.writeText(document.getElementById("address").value).then(() => {
      copy.querySelector("span").textContent = copy.dataset.done;
    });
  });
})();
