// Listening: one press, and a question and its answers are heard one after the other.
// Nothing sounds unasked. Without JavaScript there are the browser's own players.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");
  let player = null; // one for all that follows a press: iPhones let no other one begin by itself
  let waiting = [];
  let pressed = null;

  const unmark = () => {
    document.querySelectorAll(".sounding").forEach((one) => one.classList.remove("sounding"));
  };
  const hush = () => {
    waiting = [];
    unmark();
    if (pressed && !("keep" in pressed.dataset)) pressed.removeAttribute("aria-pressed");
    pressed = null;
    if (player) player.pause();
  };
  const fail = () => {
    hush();
    const line = document.getElementById("trouble");
    line.textContent = line.dataset.offline;
    line.scrollIntoView({ block: "start" });
  };
  const noteHeard = (form) => {
    if (form.elements.heard) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "heard";
    field.value = "yes";
    form.append(field);
  };
  const next = () => {
    unmark();
    const one = waiting.shift();
    if (!one) {
      hush();
      return;
    }
    const forms = [...one.querySelectorAll("source")];
    const form = forms.find((source) => player.canPlayType(source.type)) || forms[0];
    player.src = form.src;
    player.play().then(() => {
      const place = one.closest(".heard");
      place.classList.add("sounding");
      place.scrollIntoView({ block: "nearest" });
    }).catch((why) => {
      if (why.name !== "AbortError") fail(); // another press came in between
    });
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-listen]");
    if (!button) return;
    const again = button === pressed;
    hush();
    if (again) return; // the same press ends it
    if ("keep" in button.dataset) {
      if (!document.querySelector(".heard audio")) return; // the page comes again, with sound
      event.preventDefault();
      const body = new URLSearchParams({ wanted: "yes" });
      fetch(button.form.action, { method: "POST", body, redirect: "manual" }).catch(fail);
    }
    pressed = button;
    button.setAttribute("aria-pressed", "true");
    const what = button.dataset.listen;
    const menu = button.closest(".sheet");
    if (!menu && (what === "all" || button.closest(".heard").querySelector("#question"))) {
      document.querySelectorAll("form.options").forEach(noteHeard);
    }
    const all = { all: document, menu };
    const from = all[what] || button.closest(".heard");
    // A long text has several clips; what is folded is not seen, and the menu is read apart.
    waiting = [...from.querySelectorAll(".heard audio")]
      .filter((one) => !one.closest("details:not([open])") && (menu || !one.closest(".sheet")));
    player = document.querySelector(".heard audio");
    player.onended = next;
    player.onerror = fail;
    next();
  });
  document.addEventListener("htmx:beforeSwap", hush);
  window.addEventListener("pagehide", hush);
})();
