// What the keyboard does not reach on a page, or reaches without showing it, as a list of sentences.
() => {
  const looks = (it) => [it, it.closest("label"), it.nextElementSibling].filter(Boolean).map((one) => {
    const style = getComputedStyle(one);
    const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "" : style.outline;
    return outline + style.boxShadow + style.borderColor + style.backgroundColor + style.textDecorationLine;
  }).join();
  const name = (it) => `${it.tagName} ${(it.textContent || it.id || it.name || "").trim().slice(0, 50)}`;
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const faults = [];
  document.activeElement?.blur();
  for (const it of document.querySelectorAll(controls)) {
    if (it.disabled || !it.checkVisibility({ visibilityProperty: true })) continue;
    if (it.tabIndex > 0) faults.push(`out of turn: ${name(it)}`);
    if (it.tabIndex < 0) continue;
    const before = looks(it);
    it.focus({ preventScroll: true });
    if (document.activeElement !== it) faults.push(`not reached: ${name(it)}`);
    else if (looks(it) === before) faults.push(`shows no focus: ${name(it)}`);
    it.blur();
  }
  return faults;
}
