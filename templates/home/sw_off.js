// The off-switch: clears what was saved of pages, and itself. What waits to be sent stays.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(away()));
async function away() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
  for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url).catch(() => {});
}
