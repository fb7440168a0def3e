// What is wrong with the page as it is laid out just now, as a list of sentences.
(toLeaveOut) => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const height = window.innerHeight;
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 50);
  const name = (it) => short(it.textContent || it.getAttribute("aria-label") || it.id || it.tagName);
  const style = (it) => getComputedStyle(it);
  const isSeen = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".hidden");
  const upwards = function* (it) { for (; it && it !== document.body; it = it.parentElement) yield it; };
  // Asked of every box, and of all that is around it: each element is looked at once.
  const once = (ask) => { const known = new Map(); return (it) => { if (!known.has(it)) known.set(it, ask(it)); return known.get(it); }; };
  const nearest = (fits) => { const found = once((it) => !it || it === document.body ? null : fits(it) ? it : found(it.parentElement)); return found; };
  const floats = once((it) => /fixed|sticky|absolute/.test(style(it).position));
  const regionOf = nearest((it) => /auto|scroll/.test(style(it).overflowX) && it.scrollWidth > it.clientWidth);
  const layerOf = nearest(floats);
  const edgeOf = once((it) => it.getBoundingClientRect());
  const isBox = once((it) => {
    const seen = style(it);
    const clips = /hidden|clip/.test(seen.overflowX + seen.overflowY);
    const painted = seen.backgroundColor !== "rgba(0, 0, 0, 0)" || parseFloat(seen.borderTopWidth) > 0;
    return (clips || painted) && seen.display !== "inline";
  });

  // Where there is text: a box for each line of it, without the air above and below the letters.
  const boxes = [];
  const core = (it, owner, what, box) => {
    const air = what === "text" ? box.height * 0.22 : 1;
    boxes.push({
      node: it, owner, what, region: regionOf(owner), layer: layerOf(owner),
      left: box.left + 1, right: box.right - 1, top: box.top + air, bottom: box.bottom - air,
    });
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const owner = node.parentElement;
    if (!node.textContent.trim() || /SCRIPT|STYLE|OPTION|TEXTAREA/.test(owner.tagName) || !isSeen(owner)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = owner.ownerSVGElement ? [owner.getBoundingClientRect()] : range.getClientRects();
    for (const line of lines) if (line.width > 1) core(node, owner, "text", line);
  }
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(isSeen);
  for (const it of controls) for (const box of it.getClientRects()) core(it, it, "control", box);

  // Text grows with what is wished: the smallest of it tells.
  const sizes = boxes.filter((box) => box.what === "text" && !box.owner.ownerSVGElement).map((box) => parseFloat(style(box.owner).fontSize));

  const page = document.scrollingElement;
  if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth} px wide on ${page.clientWidth}`);
  for (const box of boxes) {
    if (!box.region && (box.left < 0 || box.right > width)) faults.push(`beside the screen: ${name(box.node)}`);
    for (const around of upwards(box.owner)) {
      if (around === box.region) break;
      const edge = edgeOf(around);
      const isInside = box.left >= edge.left && box.right <= edge.right && box.top >= edge.top - 1 && box.bottom <= edge.bottom + 1;
      if (!isInside && isBox(around)) faults.push(`outside of its box <${around.tagName} ${around.className}>: ${name(box.node)}`);
      if (floats(around)) break;
    }
  }
  for (const region of new Set(boxes.map((box) => box.region).filter(Boolean))) {
    const edge = region.getBoundingClientRect();
    const isNamed = region.hasAttribute("aria-label") || region.hasAttribute("aria-labelledby");
    if (region.tabIndex !== 0 || !isNamed) faults.push(`scrolls without a name or the keyboard: ${name(region)}`);
    if (edge.left < 0 || edge.right > width) faults.push(`a region beside the screen: ${name(region)}`);
  }
  boxes.sort((one, other) => one.top - other.top);
  for (const [place, one] of boxes.entries()) {
    for (let next = place + 1; next < boxes.length && boxes[next].top < one.bottom; next++) {
      const other = boxes[next];
      if (one.left >= other.right || other.left >= one.right || one.top >= other.bottom) continue;
      if (one.node === other.node || one.layer !== other.layer || one.region !== other.region) continue;
      if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
      faults.push(`over one another: ${name(one.node)} | ${name(other.node)}`);
    }
  }

  // What stays in its place while the page scrolls leaves room, and hides nothing that has the focus.
  const stays = [...document.querySelectorAll("body *")].filter((it) => /fixed|sticky/.test(style(it).position) && isSeen(it) && it.getBoundingClientRect().height > 0);
  for (const bar of stays) {
    if (parseFloat(style(bar).bottom) >= 0 && bar.offsetHeight > height / 3) faults.push(`stays over a third of the screen: ${name(bar)}`);
  }
  const outside = [...controls, ...document.querySelectorAll("[tabindex='0']")].filter((it) => !stays.some((bar) => bar.contains(it)));
  for (const it of stays.length ? [...outside, ...outside.toReversed()] : []) {
    it.focus();
    const whole = it.getBoundingClientRect();
    // Of a field for much text, the browser brings the line into sight that is written in.
    const box = it.tagName === "TEXTAREA" ? { top: whole.top, height: 60, bottom: whole.top + 60 } : whole;
    for (const bar of stays) {
      const over = bar.getBoundingClientRect();
      if (box.height + over.height < height && box.top < over.bottom - 1 && over.top < box.bottom - 1) faults.push(`has the focus under a bar: ${name(it)}`);
    }
  }
  if (document.activeElement) document.activeElement.blur();
  window.scrollTo(0, 0);

  const kept = boxes.filter((box) => box.what === "text" && !box.owner.closest(toLeaveOut));
  return { smallest: Math.min(...sizes), faults: [...new Set(faults)], texts: [...new Set(kept.map((box) => short(box.node.textContent)))] };
}
