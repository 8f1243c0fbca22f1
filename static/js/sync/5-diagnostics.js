// What this browser can do, for whoever helps from far away.
(async () => {
  const list = document.getElementById("facts");
  if (!list) return;
  const { yes, no } = list.dataset;
  const room = (await navigator.storage?.estimate?.().catch(() => null)) || {};
  const facts = {
    store: Boolean(self.indexedDB),
    worker: Boolean(navigator.serviceWorker),
    running: Boolean(navigator.serviceWorker?.controller),
    locks: Boolean(navigator.locks),
    sync: "SyncManager" in self,
    secure: self.isSecureContext,
    persisted: Boolean(await navigator.storage?.persisted?.()),
    used: room.usage === undefined ? "–" : sync.size(room.usage),
    free: room.quota === undefined ? "–" : sync.size(room.quota - room.usage),
  };
  for (const place of list.querySelectorAll("[data-fact]")) {
    const fact = facts[place.dataset.fact];
    place.textContent = typeof fact === "boolean" ? (fact ? yes : no) : fact;
  }
  document.getElementById("agent").textContent = navigator.userAgent;
})();
