// What a tape measure finds on one page, at the size it has now: a list of faults in words.
({ width, large, sticky }) => {
  const faults = [];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen");
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className.baseVal ?? one.className} “${(one.innerText || one.name || "").trim().slice(0, 24)}”`;
  const box = (one) => one.getBoundingClientRect();
  const main = document.querySelector("main");
  const bar = document.querySelector(".bar");

  const heads = document.querySelectorAll("h1").length;
  if (heads !== 1) faults.push(`${heads} h1`);

  const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  if (wide > width) {
    const far = [...document.querySelectorAll("body *")].filter((one) => shown(one) && box(one).right > width + 1);
    faults.push(`scrolls sideways to ${wide}, by ${far.slice(-2).map(name)}`);
  }

  // Beside the main text stand small words: the switches, the bar, and what explains another.
  const aside = ".soft, .price span, .why, .pill, .top, .demo, .bar, .step";
  const [least, leastAside] = large ? [24, 18] : [18, 14];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(one) || one.closest("script, style, svg, option, datalist")) continue;
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (size < (one.closest(aside) ? leastAside : least) - 0.01) faults.push(`${size.toFixed(1)} px in ${name(one)}`);
  }

  const inSentence = (one) => {
    const around = one.parentElement.closest("p, li, dd, dt, div, h2, main");
    return one.tagName === "A" && getComputedStyle(one).display === "inline" && around.innerText.trim() !== one.innerText.trim();
  };
  const area = (one) => {
    const target = one.closest("label.choice, li.product") ?? one;
    return box(one.tagName === "A" && one.closest("li.product") ? one.closest("li.product") : target);
  };
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(shown);
  for (const one of controls) {
    if (inSentence(one)) continue;
    const { width: w, height: h } = area(one);
    const wanted = one.matches("main .btn") || one.closest("nav.bar") ? 60 : 48;
    if (h < wanted - 0.5 || w < 48 - 0.5) faults.push(`${Math.round(w)}×${Math.round(h)} is small for ${name(one)}`);
  }

  const own = controls.filter((one) => main.contains(one) && !one.closest("label.choice, li.product"));
  for (const [i, one] of own.entries()) {
    const a = box(one);
    for (const other of own.slice(i + 1)) {
      const b = box(other);
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
      if (over && !one.contains(other) && !other.contains(one)) faults.push(`${name(one)} and ${name(other)} overlap`);
    }
  }

  // What is made to be printed has no bar.
  if (!bar) return document.body.matches(".sheet") ? faults : [...faults, "there is no bar"];
  const stands = getComputedStyle(bar).position === "sticky";
  if (stands !== sticky) faults.push(`the bar is ${stands ? "" : "not "}sticky`);
  if (stands) {
    for (const one of controls.filter((control) => main.contains(control))) {
      one.focus();
      const { top, bottom } = box(one);
      const edge = box(bar).top;
      // A text area is scrolled to its caret; what is taller than the free room begins in it.
      const end = one.tagName === "TEXTAREA" ? Math.min(bottom, top + 60) : bottom;
      if (end > edge + 1 && top > 8) faults.push(`${name(one)} lies ${Math.round(bottom - edge)} px under the bar`);
    }
    document.activeElement.blur();
    scrollTo(0, 0);
  }
  return faults;
}
