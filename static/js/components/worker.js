// The worker: registered late, because the first view needs none of it; replaced only when somebody
// says so and no form holds text.
(() => {
  const { worker } = app.root.dataset;
  const house = self.isSecureContext && navigator.serviceWorker;
  if (!worker || !house) return;

  // Seen before the worker was there, even if only for a moment: noted now, saved as soon as it is.
  const seen = () => JSON.parse(sessionStorage.getItem("seen") || "[]");
  const note = (...urls) => sessionStorage.setItem("seen", JSON.stringify([...new Set([...seen(), ...urls])]));
  const [visit] = performance.getEntriesByType("navigation");
  if (!house.controller || visit?.workerStart === 0) note(location.href);

  async function register() {
    const place = await house.register(worker, { updateViaCache: "none" });
    offer(place.waiting);
    place.addEventListener("updatefound", () => {
      const coming = place.installing;
      coming?.addEventListener("statechange", () => coming.state === "installed" && offer(place.waiting));
    });
    if (seen().length) remember();
  }

  function offer(waiting) {
    if (!waiting || !house.controller || app.typed()) return;
    app.say(app.words.fresh, app.words.use, () => {
      if (app.typed()) return;
      house.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ skip: true });
    });
  }

  async function remember() {
    const pictures = Array.from(document.images, (image) => image.currentSrc || image.src);
    note(...pictures.filter((url) => url.startsWith(location.origin)));
    const ready = await house.ready;
    const line = new MessageChannel();
    line.port1.onmessage = () => sessionStorage.removeItem("seen");
    ready.active.postMessage({ keep: seen() }, [line.port2]);
  }

  house.addEventListener("message", (event) => {
    if (event.data.say !== undefined) app.say(event.data.say);
    if (event.data.newer && !app.typed()) app.say(app.words.newer, app.words.show, () => location.reload());
  });
  const begin = () => register().catch(() => {});
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
