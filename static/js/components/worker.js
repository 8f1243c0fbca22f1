// The worker: registered late, because the first view needs none of it; replaced only when somebody
// says so and no form holds text.
(() => {
  const { worker } = app.root.dataset;
  const house = self.isSecureContext && navigator.serviceWorker;
  if (!worker || !house) return;

  async function register() {
    const place = await house.register(worker, { updateViaCache: "none" });
    offer(place.waiting);
    place.addEventListener("updatefound", () => {
      const coming = place.installing;
      coming?.addEventListener("statechange", () => coming.state === "installed" && offer(place.waiting));
    });
    if (!house.controller || sessionStorage.getItem("seen")) remember();
  }

  function offer(waiting) {
    if (!waiting || !house.controller || app.typed()) return;
    app.say(app.words.fresh, app.words.use, () => {
      if (app.typed()) return;
      house.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ skip: true });
    });
  }

  // What was opened before the worker was there is saved as soon as it is.
  async function remember() {
    const seen = JSON.parse(sessionStorage.getItem("seen") || "[]");
    const here = Array.from(document.images, (image) => image.currentSrc || image.src);
    const all = [...new Set([...seen, location.href, ...here])].filter((url) => url.startsWith(location.origin));
    sessionStorage.setItem("seen", JSON.stringify(all));
    const ready = await house.ready;
    const line = new MessageChannel();
    line.port1.onmessage = () => sessionStorage.removeItem("seen");
    ready.active.postMessage({ keep: all }, [line.port2]);
  }

  house.addEventListener("message", (event) => {
    if (event.data.say) app.say(event.data.say);
    if (event.data.newer && !app.typed()) app.say(app.words.newer, app.words.show, () => location.reload());
  });
  const begin = () => register().catch(() => {});
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
