// Items: one for each thing a person meant to do once. `open` is 1 until the server has answered.
Object.assign(outbox, {
  // Saved when this resolves. `instead` is the item that this one replaces.
  async save(item, bodies = [], instead = null) {
    const seq = await outbox.write(async ({ items, files, meta }) => {
      if (instead) await outbox.remove(items, files, instead);
      const uid = (await outbox.get(meta.get("uid"))) || "";
      bodies.forEach((body, place) => files.put(body, `${item.key}/${place}`));
      const whose = item.uid ?? uid, state = whose === uid ? "saved" : "sign-in";
      return outbox.get(items.add({ open: 1, attempts: 0, nextAt: 0, sent: 0, state, ...item, uid: whose }));
    });
    outbox.tell();
    return seq;
  },

  // Only what is still there is changed: it may have been deleted or locked meanwhile.
  async change(seq, changes) {
    await outbox.write(async ({ items, files, meta }) => {
      const item = await outbox.get(items.get(seq));
      if (!item || item.state === "sealed") return;
      items.put({ ...item, ...changes });
      // From now on a front page that was saved earlier is an old one (the worker asks).
      if (["received", "photo"].includes(changes.state)) meta.put(Date.now(), "wrote");
      if (changes.open === 0) files.delete(IDBKeyRange.bound(`${item.key}/`, `${item.key}/\uffff`));
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

  item: (seq) => outbox.read(({ items }) => outbox.get(items.get(seq))),
  byKey: (key) => outbox.read(({ items }) => outbox.get(items.index("key").get(key))),
  file: (item, place) => outbox.read(({ files }) => outbox.get(files.get(`${item.key}/${place}`))),

  // Everything that may be shown now, oldest first: one's own, and what a lost session left waiting.
  mine: () =>
    outbox.read(async ({ items, meta }) => {
      const found = [];
      for (const uid of await outbox.whose(meta)) {
        for (const open of [0, 1]) found.push(...(await outbox.all(items, uid, open)));
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
