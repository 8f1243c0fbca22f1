// In the page: forms as the server made them, filled in and submitted as a finger would do it.
// Answers with the marks that were submitted here, and those whose form nobody offered.
async ({ writes, apart }) => {
  if (typeof outbox === "undefined" || !app.able) return { written: [], absent: [] };
  // What was submitted here: its mark, and its key from when the page took it for saved. It
  // outlives this page.
  const noted = () => JSON.parse(localStorage.getItem("soak") || "{}");
  const note = (mark, key) => localStorage.setItem("soak", JSON.stringify({ ...noted(), [mark]: key }));
  if (!outbox.noted) {
    const { save } = outbox;
    outbox.noted = true;
    outbox.save = async (item, ...rest) => {
      const seq = await save(item, ...rest);
      note(item.title, item.key);
      return seq;
    };
  }

  // A stalled line answers nothing, for ever.
  const seen = new Map(), patience = 4e3;
  async function page(path, anew) {
    if (location.pathname === path && !anew) return document;
    if (anew || !seen.has(path)) {
      const answer = await fetch(path, { signal: AbortSignal.timeout(patience) }).catch(() => null);
      const text = answer?.ok ? await answer.text().catch(() => "") : "";
      seen.set(path, new DOMParser().parseFromString(text, "text/html"));
    }
    return seen.get(path);
  }

  async function formOf(one) {
    const found = async (anew) => {
      const known = seen.get(one.path) || (await page(one.path, anew));
      return Array.from(known.forms).find((form) => form.getAttribute("action") === one.action && !form.hidden);
    };
    let form = await found();
    if (!form && one.basket) {
      // Something must lie in the basket before there is a form to order with.
      const body = new URLSearchParams({ product: one.basket, quantity: 1, seen: one.seen });
      await fetch("/storefront/basket", { method: "POST", body, signal: AbortSignal.timeout(patience) }).catch(() => {});
      seen.delete(one.path);
      form = await found(true);
    }
    return form && document.importNode(form, true);
  }

  async function photo(mark) {
    const canvas = new OffscreenCanvas(64, 64), pen = canvas.getContext("2d");
    for (let n = 0; n < 256; n += 1) {
      pen.fillStyle = `hsl(${Math.random() * 360} 70% 50%)`;
      pen.fillRect((n % 16) * 4, (n >> 4) * 4, 4, 4);
    }
    const chosen = new DataTransfer();
    chosen.items.add(new File([await canvas.convertToBlob({ type: "image/jpeg" })], `${mark}.jpg`, { type: "image/jpeg" }));
    return chosen.files;
  }

  const ready = [], absent = [];
  for (const one of writes) {
    const form = await formOf(one);
    if (!form) {
      absent.push(one.mark);
      continue;
    }
    form.hidden = true;
    form.dataset.title = one.mark;
    document.body.append(form);
    for (const [name, value] of Object.entries(one.words)) form.elements[name].value = value;
    if (one.photo) form.elements.photo.files = await photo(one.mark);
    if (!form.checkValidity()) absent.push(one.mark);
    else ready.push([one, form, form.querySelector("button.btn:not([name])") || form.querySelector("button")]);
  }
  for (const [{ mark }, form, button] of ready) {
    note(mark, "");
    form.requestSubmit(button);
  }
  const written = ready.map(([one]) => one.mark);
  // Long enough for the disk, unless this page is to die meanwhile.
  for (let n = 0; !apart && n < 100 && written.some((mark) => !noted()[mark]); n += 1) await new Promise((done) => setTimeout(done, 20));
  return { written, absent };
}
