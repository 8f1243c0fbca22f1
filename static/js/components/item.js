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

  // At most 1,280 px and about 100 KB: 41 s at 20 kbit/s. A file that no browser can draw goes as it is.
  async shrink(file) {
    const asItIs = async () => ({ type: file.type, body: await file.arrayBuffer() });
    if (!self.createImageBitmap || !file.type.startsWith("image/")) return asItIs();
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size <= 1e5) return asItIs();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      let made;
      for (const quality of [0.8, 0.6, 0.4, 0.25]) {
        made = await new Promise((done) => canvas.toBlob(done, "image/webp", quality));
        // Safari answers with PNG when asked for WebP.
        if (made?.type !== "image/webp") made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (made.size <= 1e5) break;
      }
      return { type: made.type, body: await made.arrayBuffer() };
    } catch {
      return asItIs();
    }
  },

  async hash(body) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
    form.querySelectorAll("details").forEach((part) => { part.open = true; });
  },
});
if (app.able) app.refill().catch(() => {});
