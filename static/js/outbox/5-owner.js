// Whose phone this is just now. What one person leaves on a shared phone is locked with a key that
// the server gives to nobody else (AES-GCM), and hidden.
Object.assign(outbox, {
  // What the server says: a member's id, or "" for nobody.
  async known(uid) {
    const [was, owner, leaving, seal] = await outbox.read(({ meta }) =>
      Promise.all(["uid", "owner", "leaving", "seal"].map((name) => outbox.get(meta.get(name)))));
    if (leaving) return;
    if (uid !== was || (uid && owner !== uid)) await outbox.changed(uid, owner);
    else if (!uid || seal) return;
    if (uid) await outbox.unlock(uid).catch(() => {}); // without a network: the next time
    outbox.tell();
  },

  async changed(uid, owner) {
    if (uid && owner && owner !== uid) await outbox.lock(owner);
    await outbox.write(async ({ items, meta }) => {
      meta.put(uid, "uid");
      if (!uid) {
        for (const item of owner ? await outbox.all(items, owner, 1) : []) {
          if (outbox.waits.has(item.state)) items.put({ ...item, state: "sign-in" });
        }
        return;
      }
      meta.put(uid, "owner");
      for (const item of [...(await outbox.all(items, "", 1)), ...(await outbox.all(items, "", 0))]) {
        items.put({ ...item, uid });
      }
      for (const item of await outbox.all(items, uid, 1)) {
        if (item.state === "sign-in") items.put({ ...item, state: outbox.unsent(item), nextAt: 0 });
      }
    });
    if (uid) await outbox.clearPages(uid);
  },

  // The key is fetched while its owner is here, so that leaving needs no network. Key and opened
  // items are written together: a page closed half-way has changed nothing.
  async unlock(uid) {
    const answer = await fetch("/sync/seal", { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (told.uid !== uid) return;
    const raw = Uint8Array.from(atob(told.key), (sign) => sign.charCodeAt(0));
    const seal = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const locked = await outbox.read(({ items }) => outbox.all(items, uid, 1));
    const found = [];
    for (const item of locked.filter((one) => one.state === "sealed")) {
      const opened = await outbox.opened(seal, item.box).catch(() => null);
      if (opened) found.push([opened, await outbox.bodies(opened, (body) => outbox.plain(seal, body))]);
    }
    await outbox.write(async ({ items, files, meta }) => {
      if ((await outbox.get(meta.get("uid"))) !== uid) return; // left meanwhile
      meta.put(seal, "seal");
      for (const [item, bodies] of found) {
        if ((await outbox.get(items.get(item.seq)))?.state !== "sealed") continue;
        items.put({ ...item, nextAt: 0, attempts: 0 });
        outbox.putAll(files, item.key, bodies);
      }
    });
  },

  // Leaving: nothing readable stays. Without the key (it was never fetched) items stay hidden.
  async lock(uid) {
    const seal = await outbox.meta("seal");
    const found = await outbox.read(({ items }) => outbox.all(items, uid, 1));
    for (const item of seal ? found : []) {
      if (item.state === "sealed") continue;
      const box = await outbox.box(seal, new TextEncoder().encode(JSON.stringify(
        { ...item, state: ["sending", "sign-in"].includes(item.state) ? outbox.unsent(item) : item.state })));
      const boxes = await outbox.bodies(item, (body) => outbox.box(seal, body));
      await outbox.write(async ({ items, files }) => {
        items.put({ seq: item.seq, key: item.key, uid, open: 1, state: "sealed", box });
        outbox.putAll(files, item.key, boxes);
      });
    }
    await outbox.write(async ({ items, meta }) => {
      for (const item of await outbox.all(items, uid, 0)) items.delete(item.seq);
      for (const name of ["seal", "owner"]) meta.delete(name);
      meta.put("", "uid");
    });
    await outbox.clearPages();
    outbox.tell();
  },

  bodies: (item, made) => Promise.all(item.files.map(async (_, n) => {
    const one = await outbox.file(item, n);
    return one && { ...one, body: await made(one.body) };
  })),

  async box(seal, plain) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, seal, plain) };
  },
  plain: (seal, { iv, sealed }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, seal, sealed),
  opened: async (seal, box) => JSON.parse(new TextDecoder().decode(await outbox.plain(seal, box))),

  async clearPages(but) {
    if (!self.caches) return;
    for (const name of await caches.keys()) {
      if (name.startsWith("priv-") && name !== `priv-${but}`) await caches.delete(name);
    }
  },

  // A sign-out goes on where it was broken off: what is left is locked, then the server is told,
  // as soon as there is a network.
  async leave() {
    if (!(await outbox.meta("leaving"))) return true;
    try {
      const owner = await outbox.meta("owner");
      if (owner && (await outbox.alone(() => outbox.lock(owner))) === "busy") return false;
      const answer = await fetch("/sign-out", { method: "POST", headers: { Accept: "application/json" }, redirect: "manual" });
      const told = await answer.json();
      if (told.state === "received") await outbox.note("leaving", null);
      return told.state === "received";
    } catch {
      return false;
    }
  },
});
