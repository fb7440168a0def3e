// Figures from a paper: a digit answers the question that has the focus, and the next one gets it.
// On the row itself space skips; on one of its answers it chooses that, as everywhere.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll(".figure-row")];
  if (!rows.length) return;
  const after = (row) => rows[rows.indexOf(row) + 1] || document.getElementById("filled_on");
  rows.forEach((row) => row.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.altKey || press.metaKey) return;
    const skips = press.key === " " && press.target === row;
    const figure = skips ? "0" : press.key;
    if (!/^[0-9]$/.test(figure) || Number(figure) > Number(row.dataset.points)) return;
    press.preventDefault();
    row.querySelector(`input[value="${figure}"]`).checked = true;
    after(row).focus();
  }));
  if (!document.querySelector("[role=alert]")) rows[0].focus();
})();
