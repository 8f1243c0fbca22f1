// From a form to an item of the outbox, and back when somebody wants to change it.
Object.assign(app, {
  async itemOf(form, button) {
    const fields = [], files = [], bodies = [];
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") {
        if (name !== "key") fields.push([name, value]);
      } else if (value.size) {
        const small = await app.shrink(value);
        const sha256 = await app.hash(small.body);
        fields.push([`${name}_sha256`, sha256]);
        files.push({ sha256, name, file: value.name, type: small.type, size: small.body.byteLength });
        bodies.push(small);
      }
    }
    if (button?.name) fields.push([button.name, button.value]);
    const item = {
      key: crypto.randomUUID(),
      url: new URL(button?.getAttribute("formaction") || form.getAttribute("action") || "", location.href).pathname,
      page: location.pathname + location.search,
      title: app.titleOf(form, fields, button),
      note: form.dataset.note, // what is true of it while it waits
      at: Date.now(),
      uid: app.root.dataset.uid,
      fields, files,
    };
    return { item, bodies };
  },

  titleOf(form, fields, button) {
    const own = form.dataset.title || fields.find(([name]) => name === "title")?.[1];
    const said = [button?.textContent, document.querySelector("h1")?.textContent];
    return own || said.map((text) => (text || "").trim()).filter(Boolean).join(" · ");
  },

  // `…#edit=<key>`: the form as it was sent; sending it again takes the old item's place.
  async refill() {
    const item = location.hash.startsWith("#edit=") && (await outbox.byKey(location.hash.slice(6)));
    const form = item && Array.from(document.forms).find((one) => one.getAttribute("action") === item.url);
    if (!form) return;
    const left = item.fields.map((field) => [...field]);
    for (const control of form.elements) {
      const at = left.findIndex(([name]) => name === control.name);
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = left.some(([name, value]) => name === control.name && value === control.value);
      } else if (at >= 0 && control.type !== "submit" && control.type !== "file") control.value = left.splice(at, 1)[0][1];
    }
    for (const input of form.querySelectorAll("[type=file]")) {
      const chosen = new DataTransfer();
      for (const [place, file] of item.files.entries()) {
        const kept = file.name === input.name && (await outbox.file(item, place));
        if (kept) chosen.items.add(new File([kept.body], file.file || "photo", { type: kept.type }));
      }
      input.files = chosen.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.dataset.item = item.seq;
    form.closest("[hidden]")?.removeAttribute("hidden");
    form.querySelectorAll("details").forEach((part) => { part.open = true; });
  },
});
if (app.able) app.refill().catch(() => {});
