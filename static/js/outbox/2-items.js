// Items: one for each thing a person meant to do once. `open` is 1 until the server has answered.
Object.assign(outbox, {
  // Saved when this resolves. `instead` is the item that this one replaces.
  async save(item, bodies = [], instead = null) {
    const seq = await outbox.write(async ({ items, files, meta }) => {
      const uid = (await outbox.get(meta.get("uid"))) || "";
      const old = instead && (await outbox.get(items.get(instead)));
      if (old) {
        await outbox.remove(items, files, instead);
        // What waits for the old one waits for this one.
        for (const one of await outbox.all(items, old.uid, 1)) if (one.dependsOn === old.key) items.put({ ...one, dependsOn: item.key });
      }
      outbox.putAll(files, item.key, bodies);
      const whose = item.uid ?? uid, state = whose === uid ? "saved" : "sign-in";
      return outbox.get(items.add({ open: 1, attempts: 0, nextAt: 0, sent: 0, state, ...item, uid: whose }));
    });
    outbox.tell();
    return seq;
  },

  putAll: (files, key, bodies) => bodies.forEach((one, place) => one && files.put(one, `${key}/${place}`)),

  // Only what is still there is changed: it may have been deleted or locked meanwhile.
  async change(seq, changes) {
    await outbox.write(async ({ items, files, meta }) => {
      const item = await outbox.get(items.get(seq));
      if (!item || item.state === "sealed") return;
      items.put({ ...item, ...changes });
      // From now on a front page that was saved earlier is an old one (the worker asks).
      if (["received", "photo"].includes(changes.state)) meta.put(Date.now(), "wrote");
      if (changes.open !== 0) return;
      files.delete(IDBKeyRange.bound(`${item.key}/`, `${item.key}/\uffff`));
      const done = await outbox.get(items.index("mine").getAllKeys([item.uid, 0]));
      for (const old of done.slice(0, -outbox.remembered)) items.delete(old);
    });
    outbox.tell();
  },

  async drop(seq) {
    await outbox.write(({ items, files }) => outbox.remove(items, files, seq));
    outbox.tell();
  },

  async remove(items, files, seq) {
    const item = await outbox.get(items.get(seq));
    if (!item) return;
    items.delete(seq);
    files.delete(IDBKeyRange.bound(`${item.key}/`, `${item.key}/\uffff`));
  },

  // What it is again once nothing holds it up: without an answer, or with only its photo to send.
  unsent: (item) => (item.location ? "photo" : "saved"),

  // A record that the phone's storage has damaged holds up nobody, and is shown.
  sound(item) {
    try {
      new URLSearchParams(item.fields);
      return /^[\da-f-]{36}$/.test(item.key) && item.url[0] === "/" && [item.fields, item.files].every(Array.isArray);
    } catch {
      return false;
    }
  },

  item: (seq) => outbox.read(({ items }) => outbox.get(items.get(seq))),
  byKey: (key) => outbox.read(({ items }) => outbox.get(items.index("key").get(key))),
  file: (item, place) => outbox.read(({ files }) => outbox.get(files.get(`${item.key}/${place}`))),

  // What may be shown now, oldest first: one's own, and what a lost session left waiting. `most`
  // of those that wait, and what was answered.
  remembered: 20,
  mine: (most) =>
    outbox.read(async ({ items, meta }) => {
      const found = [];
      for (const uid of await outbox.whose(meta)) {
        found.push(...(await outbox.all(items, uid, 0)), ...(await outbox.all(items, uid, 1, most)));
      }
      return found.filter((item) => item.state !== "sealed").sort((one, other) => one.seq - other.seq);
    }),

  waiting: () =>
    outbox.read(async ({ items, meta }) => {
      let count = 0;
      for (const uid of await outbox.whose(meta)) {
        count += await outbox.get(items.index("mine").count([uid, 1]));
      }
      return count;
    }),

  // `uid`: who the server says is here. `owner`: who was signed in last and has not signed out.
  async whose(meta) {
    const uid = (await outbox.get(meta.get("uid"))) || "";
    const owner = uid || (await outbox.get(meta.get("owner"))) || "";
    return new Set([uid, owner]);
  },
});
