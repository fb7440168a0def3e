// Copying a link that is shown. Without script, or without the right to, it is marked by hand.
(() => {
  "use strict";
  const button = document.getElementById("copy");
  const done = document.getElementById("copied");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(document.getElementById("address").textContent)
      .then(() => { done.textContent = done.dataset.done; }, () => { button.hidden = true; });
  });
})();
