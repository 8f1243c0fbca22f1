// The off-switch: clears what was saved of pages, and itself. What waits to be sent stays, and so
// does an open page, since a form in it may hold text: without us it goes to the network anyway.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(away()));
async function away() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
