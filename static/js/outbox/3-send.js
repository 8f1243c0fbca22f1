// Sending: one sender at a time, in order. Only an answer that names the item's own key counts;
// whatever else comes back (a portal's page, a proxy's error, nothing) means: keep it, try again.
Object.assign(outbox, {
  longest: 15 * 60e3,
  waits: new Set(["saved", "sending", "photo"]),

  // `hurry`: somebody asked, or the network is back, so nobody waits for their turn.
  async drain(hurry) {
    if (hurry) await outbox.hurry();
    return outbox.alone(async () => {
      for (let item; (item = await outbox.next()); ) if (!(await outbox.send(item))) return "unanswered";
      return "done";
    });
  },

  async alone(work) {
    const locks = self.navigator.locks;
    if (locks) return locks.request("outbox", { ifAvailable: true }, (lock) => (lock ? work() : "busy"));
    const mine = crypto.randomUUID();
    if (!(await outbox.lease(mine))) return "busy";
    const renew = setInterval(() => outbox.lease(mine), 20e3);
    try {
      return await work();
    } finally {
      clearInterval(renew);
      await outbox.note("lease", null);
    }
  },

  // Where there are no locks. One that reaches further than a minute was written by a wrong clock.
  lease: (by) =>
    outbox.write(async ({ meta }) => {
      const held = await outbox.get(meta.get("lease"));
      const left = held ? held.until - Date.now() : 0;
      if (held && held.by !== by && left > 0 && left <= 60e3) return false;
      meta.put({ by, until: Date.now() + 60e3 }, "lease");
      return true;
    }),

  next: () =>
    outbox.read(async ({ items, meta }) => {
      const uid = (await outbox.get(meta.get("uid"))) || "";
      if (await outbox.get(meta.get("leaving"))) return null;
      const asked = items.index("mine").openCursor([uid, 1]);
      for (let place; (place = await outbox.get(asked)); place.continue()) {
        const item = place.value;
        if (!outbox.waits.has(item.state)) continue;
        const first = item.dependsOn && (await outbox.get(items.index("key").get(item.dependsOn)));
        if (first?.open) continue;
        if (outbox.due(item)) return item;
        // In order; but what the server itself failed at must not hold up the rest.
        if (!item.failed) return null;
      }
      return null;
    }),

  // A clock that was set back or forth must not make an item wait for a year.
  due(item, now = Date.now()) {
    const left = item.nextAt - now;
    return !(left > 0 && left <= outbox.longest);
  },

  hurry: () =>
    outbox.write(async ({ items, meta }) => {
      const uid = (await outbox.get(meta.get("uid"))) || "";
      for (const item of await outbox.all(items, uid, 1)) {
        const again = item.state === "sign-in" ? { state: outbox.unsent(item) } : {};
        if (item.nextAt || again.state) items.put({ ...item, ...again, nextAt: 0, attempts: 0 });
      }
    }),

  async send(item) {
    const told = item.state === "photo" ? { state: "received", open: 0 } : { state: "refused" };
    if (!outbox.sound(item)) return outbox.settle(item, { damaged: true, ...told });
    if (item.state === "photo") return outbox.upload(item);
    await outbox.change(item.seq, { state: "sending" });
    const answer = await outbox.post(item);
    return answer ? outbox.judge(item, answer) : outbox.later(item);
  },

  async post(item) {
    const body = new URLSearchParams(item.fields).toString();
    try {
      const answer = await fetch(item.url, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "Accept": "application/json",
          "Idempotency-Key": item.key,
          "X-Uid": item.uid,
        },
        redirect: "manual",
        signal: outbox.patience(body.length),
      });
      if (answer.headers.get("Idempotency-Key") !== item.key) return null;
      const told = await answer.json();
      return told.key === item.key ? { ...told, status: answer.status, wait: outbox.asked(answer) } : null;
    } catch {
      return null;
    }
  },

  // 25 s, or what the bytes take at 10 kbit/s: a lost answer is asked for again within a minute.
  patience(bytes) {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), Math.max(25e3, bytes * 0.8));
    return stop.signal;
  },
  asked: (answer) => Number(answer.headers.get("Retry-After")) * 1e3 || 0,

  async judge(item, answer) {
    const { status, state, message: said, location, errors } = answer;
    if (status === 401) return outbox.settle(item, { state: "sign-in", said }, false);
    if (status >= 500 || [408, 425, 429].includes(status) || state === "in_progress") {
      return outbox.later(item, answer.wait, status === 500);
    }
    if (state === "received") {
      if (!item.files.length) return outbox.settle(item, { state: "received", open: 0, said, location, fields: null });
      const words = { state: "photo", said, location, attempts: 0 };
      await outbox.change(item.seq, words);
      return outbox.upload({ ...item, ...words });
    }
    return outbox.settle(item, { state: state === "conflict" ? state : "refused", said, errors });
  },

  async settle(item, changes, goOn = true) {
    await outbox.change(item.seq, changes);
    return goOn;
  },

  // Full jitter, 5 s to 15 min (the page that is open asks sooner: app.js).
  async later(item, wait = 0, failed = false) {
    const attempts = item.attempts + 1;
    const most = Math.min(outbox.longest, 5e3 * 2 ** Math.min(attempts, 8));
    const nextAt = Date.now() + Math.min(outbox.longest, Math.max(wait, 1e3, Math.random() * most));
    const state = item.state === "photo" ? "photo" : "saved";
    await outbox.change(item.seq, { state, attempts, nextAt, failed });
    return failed;
  },
});
