// What this phone holds of its own: items that wait to be sent, their files, and a few words about
// itself. One script for page and worker. Later versions may only add stores: an item must outlive
// every release.
const outbox = {
  open() {
    outbox.base ??= new Promise((done, failed) => {
      const asked = indexedDB.open("commonfield", 1);
      asked.onupgradeneeded = () => {
        const base = asked.result;
        const items = base.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
        items.createIndex("key", "key", { unique: true });
        items.createIndex("mine", ["uid", "open"]);
        base.createObjectStore("files"); // by `<key of the item>/<place>`
        base.createObjectStore("meta");
      };
      asked.onsuccess = () => {
        const base = asked.result;
        base.onclose = base.onversionchange = () => {
          base.close();
          outbox.base = null;
        };
        done(base);
      };
      asked.onerror = () => failed(asked.error);
    });
    outbox.base.catch(() => { outbox.base = null; });
    return outbox.base;
  },

  // One transaction; resolves only when it is complete, that is, on the disk. `work` may await
  // nothing but `outbox.get(request)`.
  async within(mode, work, again = true) {
    let tx;
    try {
      tx = (await outbox.open()).transaction(["items", "files", "meta"], mode, { durability: "strict" });
    } catch (lost) {
      // iOS ends the storage process behind our back: open once more.
      outbox.base = null;
      if (again) return outbox.within(mode, work, false);
      throw lost;
    }
    const [items, files, meta] = ["items", "files", "meta"].map((name) => tx.objectStore(name));
    return new Promise((done, failed) => {
      let result;
      tx.oncomplete = () => done(result);
      tx.onabort = () => failed(tx.error || new Error("not saved"));
      work({ items, files, meta }).then((value) => { result = value; }, (bad) => {
        failed(bad);
        try { tx.abort(); } catch {} // it may be over already
      });
    });
  },
  read: (work) => outbox.within("readonly", work),
  write: (work) => outbox.within("readwrite", work),
  get: (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    }),
  all: (items, uid, open, most) => outbox.get(items.index("mine").getAll([uid, open], most)),

  meta: (name) => outbox.read(({ meta }) => outbox.get(meta.get(name))),
  note: (name, value) => outbox.write(async ({ meta }) => { meta.put(value, name); }),

  // Entry by entry: a cache that somebody still holds gives nothing back when it is deleted whole.
  // The page that shows what waits stays.
  async empty(name) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) if (!one.url.includes("/sync/")) await cache.delete(one);
  },

  // Tells every tab, and this one, that something changed.
  tell() {
    outbox.channel ??= self.BroadcastChannel && new BroadcastChannel("outbox");
    outbox.channel?.postMessage("changed");
    outbox.heard?.();
  },
};
