// The chat without page reloads. Everything here also works without it.
(() => {
  "use strict";
  const SLOW = 600; // milliseconds after which it is said that an answer is on its way
  const say = (what) => {
    const line = document.getElementById("sending");
    if (line) line.textContent = what ? line.dataset[what] : "";
  };

  // One answer at a time: it is marked at once, and what is pressed meanwhile is said.
  let sending = null;
  let late = false;
  let waiting = 0;
  const begin = (pressed) => {
    sending = pressed;
    late = false;
    document.body.classList.add("sending");
    pressed.classList.add("sent");
    waiting = setTimeout(() => say("sending"), SLOW);
  };
  const done = () => {
    clearTimeout(waiting);
    if (sending) sending.classList.remove("sent");
    document.body.classList.remove("sending");
    sending = null;
    say("");
  };
  document.addEventListener("submit", (event) => {
    if (!sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.submitter === sending) return; // the same answer twice is one answer
    late = true;
    clearTimeout(waiting);
    say("late");
  }, true);
  const note = (now) => {
    const line = document.createElement("p");
    line.className = "bubble note";
    line.setAttribute("role", "status");
    line.textContent = document.getElementById("sending").dataset.kept;
    now.before(line);
    return line;
  };

  // Back, on the phone itself, takes one step back in the chat, as the button does. It does so once
  // after each press: whoever goes on going back leaves, and takes nothing with them.
  let guarded = false; // whether the entry of the history that is shown is there to be left so
  let stepping = false;
  const below = []; // the same of the entries below the pages beside the chat
  const guard = () => {
    if (guarded || stepping || location.pathname !== "/chat") return;
    history.pushState({ htmx: true }, "", location.href);
    guarded = true;
  };
  window.addEventListener("popstate", (event) => {
    const left = guarded && below.length === 0;
    guarded = below.pop() || false;
    const back = document.querySelector("[data-back]");
    if (!left || sending || !back || location.pathname !== "/chat") return;
    event.stopImmediatePropagation(); // the page is here already: htmx need not fetch it
    stepping = true;
    back.click();
    stepping = false;
  });
  document.addEventListener("htmx:pushedIntoHistory", () => {
    below.push(guarded);
    guarded = false;
  });

  const arrive = () => {
    let now = document.getElementById("now");
    if (now && late) now = note(now);
    late = false;
    if (now) {
      document.getElementById("now").focus({ preventScroll: true });
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
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { verb, triggeringEvent } = event.detail.requestConfig;
    if (verb !== "post" || !triggeringEvent || !triggeringEvent.submitter) return;
    begin(triggeringEvent.submitter);
    guard();
  });
  document.addEventListener("htmx:afterRequest", done);
  window.addEventListener("online", () => {
    const line = document.getElementById("trouble");
    if (line) line.textContent = ""; // what it says is not so any more
  });
  document.addEventListener("htmx:timeout", trouble);
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
