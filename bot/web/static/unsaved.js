// Several forms on one page: whoever sends one, or leaves, is asked first if another was begun.
(() => {
  "use strict";
  let sent = null;
  const begun = (form) => [...form.elements].some((one) => {
    if (one.type === "hidden" || one.tagName === "BUTTON") return false;
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
    if (one.tagName !== "SELECT") return "defaultValue" in one && one.value !== one.defaultValue;
    const options = [...one.options];
    const before = options.findIndex((option) => option.defaultSelected);
    return one.selectedIndex !== Math.max(before, 0);
  });
  addEventListener("submit", (event) => { sent = event.target; });
  addEventListener("beforeunload", (event) => {
    const forms = document.querySelectorAll("main form.form");
    if ([...forms].some((form) => form !== sent && begun(form))) event.preventDefault();
    sent = null;
  });
})();
