// Every form that writes is saved on the phone first, then sent. What the server refuses at once is
// sent again as a plain form, so that its own page says why, with everything still typed in.
(() => {
  const patience = 4e3;
  const final = new Set(["received", "refused", "conflict"]);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const writes = (form.getAttribute("method") || "").toLowerCase() === "post";
    if (event.defaultPrevented || !writes || form.dataset.online !== undefined) return;
    if (!app.able && navigator.onLine) return;
    event.preventDefault();
    if (form.dataset.busy) return; // a second tap means the first
    form.dataset.busy = "1";
    enlist(form, event.submitter).catch(() => stuck(form, event.submitter));
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-busy]").forEach((form) => delete form.dataset.busy));

  async function enlist(form, button) {
    const { item, bodies } = await app.itemOf(form, button);
    const seq = await save(item, bodies, Number(form.dataset.item) || null);
    app.say(app.words.sending);
    navigator.storage?.persist?.();
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("outbox")).catch(() => {});
    // From here on it is saved: whatever fails, it is not sent a second way.
    const answered = await settled(seq).catch(() => ({}));
    if (answered.state === "received") return location.assign(answered.location || "/sync/");
    const gone = final.has(answered.state) && (await outbox.drop(seq).then(() => true, () => false));
    return gone ? plain(form, button) : kept(form, item);
  }

  // A page may know how to go on by itself. Without a worker no other page would open now: the
  // person stays, on an empty form.
  function kept(form, item) {
    if (!form.dispatchEvent(new CustomEvent("kept", { bubbles: true, cancelable: true, detail: item }))) return;
    if (navigator.serviceWorker?.controller) return location.assign(`/sync/#${item.key}`);
    delete form.dataset.busy;
    delete form.dataset.item;
    form.reset();
    app.say(app.words.saved);
  }

  // Pictures go first, then saved pages; what waits is never touched.
  async function save(item, bodies, instead) {
    for (const name of ["pictures", "public-", "kept-", null]) {
      try {
        return await outbox.save(item, bodies, instead);
      } catch (full) {
        if (!name || !self.caches) throw full;
        for (const one of await caches.keys()) if (one.startsWith(name)) await outbox.empty(one);
      }
    }
  }

  async function settled(seq) {
    const until = performance.now() + patience;
    let asked = app.go(true);
    for (;;) {
      const left = until - performance.now();
      const how = await Promise.race([asked, new Promise((done) => setTimeout(done, Math.min(150, left)))]);
      const item = await outbox.item(seq);
      if (!item || final.has(item.state) || item.state === "sign-in" || left <= 0) return item || {};
      if (how === "busy") asked = app.go(true);
      else if (how) return item; // no answer: it stays saved
    }
  }

  // Nothing could be saved (a full phone, a private window): go on line at once if anybody answers
  // there, or say so.
  async function stuck(form, button) {
    try {
      await app.me();
    } catch {
      delete form.dataset.busy;
      return app.say(app.words.full);
    }
    plain(form, button);
  }

  function plain(form, button) {
    if (button?.name) app.hidden(form, button.name, button.value);
    HTMLFormElement.prototype.submit.call(form);
  }
})();
