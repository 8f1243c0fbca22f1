// The outbox as a file, and back: a repeat does no harm, because the keys stay what they are.
Object.assign(sync, {
  async export() {
    const items = (await outbox.mine()).filter((item) => item.open);
    for (const item of items) {
      item.bodies = await Promise.all(item.files.map(async (_, n) => {
        const file = await outbox.file(item, n);
        return file && { type: file.type, body: sync.base64(file.body) };
      }));
    }
    const text = JSON.stringify({ commonfield: 1, items });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `commonfield-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
  },

  async import(file) {
    const told = JSON.parse(await file.text());
    if (told.commonfield !== 1 || !told.items.every((item) => sync.sound(item))) throw new Error("not ours");
    const uid = (await outbox.meta("uid")) || "";
    let count = 0;
    for (const { seq: _seq, bodies, ...item } of told.items) {
      // Only one's own: what another person's phone wrote is theirs to send.
      if (item.uid !== uid || (await outbox.byKey(item.key))) continue;
      const plain = bodies.map((one) => ({ type: one.type, body: sync.bytes(one.body) }));
      await outbox.save({ ...item, open: 1, nextAt: 0, attempts: 0 }, plain);
      count += 1;
    }
    app.say(sync.said("back", { n: count }));
    return app.go(true);
  },

  // A file from anywhere: only what our own forms could have written, to our own paths.
  sound: (item) =>
    outbox.sound(item) && [item.url, item.page, item.location || "/"].every(sync.ours)
    && typeof item.title === "string" && document.querySelector(`[data-kind="${CSS.escape(item.state)}"]`)
    && item.fields.every((one) => one.length === 2 && one.every((part) => typeof part === "string"))
    && item.files.length === item.bodies.length && item.bodies.every(Boolean),

  ours: (path) => path[0] === "/" && new URL(path, location).origin === location.origin,

  base64: (body) => btoa(Array.from(new Uint8Array(body), (byte) => String.fromCharCode(byte)).join("")),
  bytes: (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer,
});

document.getElementById("import")?.addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) sync.import(file).catch(() => app.say(sync.said("bad")));
  event.target.value = "";
});
