// Every page: who is here, how much waits, when to send, and the worker. Stands before Alpine and
// needs none of it.
const app = {
  root: document.documentElement,
  words: JSON.parse(document.getElementById("words")?.textContent || "{}"),
  // Without a secure origin there is no hash, no key and no worker: forms then go as plain forms.
  able: Boolean(self.isSecureContext && self.indexedDB && crypto.randomUUID),

  say(text, label, act) {
    const place = document.getElementById("status");
    if (!place) return;
    place.textContent = text;
    if (!label) return;
    const button = document.createElement(act ? "button" : "a");
    button.className = "pill";
    button.textContent = label;
    if (act) button.addEventListener("click", act);
    else button.href = "/sync/received";
    place.append(" ", button);
  },

  // Text that nobody has sent yet: no update, no reload.
  typed: () => Array.from(document.querySelectorAll("main input, main textarea"))
    .some((one) => !["hidden", "radio", "checkbox"].includes(one.type) && one.value !== one.defaultValue),

  async show() {
    const [count, place] = [await outbox.waiting(), document.getElementById("waiting")];
    // What another tab saved is this one's too, should that be closed.
    if (count) app.timer ??= setTimeout(() => app.go().catch(() => {}), 1e4);
    const text = count ? app.words[count === 1 ? "one" : "many"].replace("{n}", count) : "";
    document.cookie = `waiting=${count}; Path=/; SameSite=Lax; Max-Age=${count ? 31536000 : 0}`;
    if (!place || place.textContent === text) return;
    place.textContent = "";
    if (!count) return;
    const link = document.createElement("a");
    Object.assign(link, { className: "pill", href: "/sync/", textContent: text });
    place.append(link);
  },

  // Throws where nobody of ours answers.
  async me() {
    const answer = await fetch("/sync/me", { headers: { Accept: "application/json" }, signal: outbox.patience(0) });
    return answer.json();
  },

  // From a private page itself, or from one small answer that also brings the counts.
  async meet() {
    if (!(await outbox.leave())) return;
    const places = document.querySelectorAll("[data-waiting]");
    let uid = app.root.dataset.uid;
    if (uid === undefined || places.length) {
      const me = await app.me();
      uid = me.uid || "";
      for (const place of places) {
        const waiting = me.waiting[place.dataset.waiting];
        if (waiting) place.textContent = ` ${waiting}`;
      }
    }
    await outbox.known(uid);
  },

  async go(hurry) {
    clearTimeout(app.timer);
    app.timer = null;
    const how = await outbox.drain(hurry);
    if (!(await outbox.waiting())) return how;
    app.timer = setTimeout(() => app.go().catch(() => {}), how === "busy" ? 1e3 : 5e3 + Math.random() * 10e3);
    return how;
  },

  // The browser may clear its storage; a cookie outlives that and lets us say so.
  async honest() {
    const count = /(?:^|; )waiting=([1-9])/.test(document.cookie);
    if (count && (await outbox.meta("uid")) === undefined) app.say(app.words.lost, app.words.look);
  },

  async start() {
    // While a page is open: patience (25 s), this, and the look around (15 s) are a minute at most.
    outbox.longest = 20e3;
    outbox.heard = () => app.show().catch(() => {});
    await app.honest();
    if (outbox.channel) outbox.channel.onmessage = outbox.heard;
    app.show();
    await app.meet().catch(() => {}); // without a network the page says what it said
    return app.go();
  },
};

if (app.able) {
  addEventListener("online", () => app.meet().catch(() => {}).then(() => app.go(true)));
  document.addEventListener("visibilitychange", () => document.hidden || app.go().catch(() => {}));
  // Back from the browser's memory: somebody else may have signed in meanwhile.
  addEventListener("pageshow", async (event) => {
    const { uid } = app.root.dataset;
    if (event.persisted && uid && uid !== (await outbox.meta("uid"))) location.reload();
  });
  app.started = app.start().catch(() => {});
}
