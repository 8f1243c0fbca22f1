// Pages that open without a network: which they are, what they take, and more of them on purpose.
Object.assign(sync, {
  pages: document.getElementById("pages"),

  async shelf() {
    const uid = (await outbox.meta("uid")) || "";
    const names = (await caches.keys()).filter((name) => /^(public|kept)-/.test(name) || name === `priv-${uid}`);
    const found = new Map();
    for (const name of names) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const page = await cache.match(url), type = page.headers.get("Content-Type") || "";
        const { pathname, search } = new URL(url);
        if (!type.startsWith("text/html") || pathname === "/sync/offline") continue;
        const title = (/<title>([^<]*) · /.exec(await page.text()) || [])[1];
        const plain = new DOMParser().parseFromString(title || pathname, "text/html");
        found.set(pathname + search, plain.documentElement.textContent);
      }
    }
    sync.pages.replaceChildren(...Array.from(found, ([href, title]) => {
      const row = document.createElement("li"), link = document.createElement("a");
      Object.assign(link, { href, textContent: title });
      row.append(link);
      return row;
    }));
    const { usage } = (await navigator.storage?.estimate?.()) || {};
    const room = document.getElementById("room");
    if (room && usage) room.textContent = sync.said("room", { size: sync.size(usage) });
  },

  size: (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} KB`),

  // A list and everything on it: first how much that is, then, with a second tap, all of it.
  async keep(_row, button) {
    const says = (name, places) => { document.getElementById("progress").textContent = sync.said(name, places); };
    const list = new URL(button.dataset.list, location);
    const answer = await fetch(list), text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const links = Array.from(page.querySelectorAll("main h2 a[href]"), (one) => new URL(one.getAttribute("href"), list).href);
    const pictures = Array.from(page.querySelectorAll("main img[src]"), (one) => new URL(one.getAttribute("src"), list).href)
      .filter((url) => new URL(url).pathname.startsWith("/pictures/"));
    const all = [...new Set([list.href, ...links])];
    if (!button.dataset.sure) {
      button.dataset.sure = "1";
      // A page is about 8 KB on the wire, its picture 25, a list's picture 3.
      return says("size", { n: all.length, size: sync.size(all.length * 33e3 + pictures.length * 3e3) });
    }
    delete button.dataset.sure;
    for (const [n, url] of all.entries()) {
      await sync.fetchWhole(url);
      says("progress", { n: n + 1, all: all.length });
    }
    for (const url of pictures) await sync.picture(url);
    says("kept");
    return sync.shelf();
  },

  async fetchWhole(url) {
    const answer = await fetch(url), text = await answer.clone().text();
    if (!answer.ok || answer.headers.get("X-Offline") !== "public") return;
    const headers = new Headers(answer.headers);
    headers.set("X-Saved", Date.now());
    const cache = await caches.open(`kept-${headers.get("X-Variant")}`);
    await cache.put(url, new Response(text, { headers }));
    const page = new DOMParser().parseFromString(text, "text/html");
    const first = page.querySelector("main img");
    if (first) await sync.picture(new URL(first.getAttribute("src"), url).href);
  },

  async picture(url) {
    const cache = await caches.open("kept-pictures");
    if (await cache.match(url)) return;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok && answer.headers.get("X-Offline")) await cache.put(url, answer);
  },

  async free() {
    for (const name of await caches.keys()) {
      if (name !== "pictures" && !name.startsWith("kept-")) continue;
      await outbox.empty(name);
      await caches.delete(name);
    }
    document.getElementById("progress").textContent = "";
    return sync.shelf();
  },
});

if (self.caches && sync.pages) {
  if (navigator.serviceWorker) document.getElementById("keep")?.removeAttribute("hidden");
  sync.shelf().catch(() => {});
}
