// Signing out with things that were not sent: what happens to them is asked, never decided.
Object.assign(sync, {
  place: document.getElementById("leave"),

  async question() {
    if (!sync.place || location.hash !== "#leave") return;
    const count = await outbox.waiting();
    if (!count) return sync.out();
    sync.place.hidden = false;
    sync.place.querySelector("[data-say]").textContent = sync.said(count === 1 ? "one" : "many", { n: count });
    sync.place.scrollIntoView();
  },

  async leaveSend() {
    await app.go(true);
    const left = (await outbox.waiting()) > 0;
    if (!left) return sync.out();
    sync.place.querySelector("[data-say]").textContent = sync.said("not");
  },

  // Locked means unreadable: without the key, which takes the network once, it is not promised.
  async leaveLock() {
    const uid = await outbox.meta("uid");
    if (uid && !(await outbox.meta("seal"))) await outbox.unlock(uid).catch(() => {});
    if (!uid || (await outbox.meta("seal"))) return sync.out();
    sync.place.querySelector("[data-say]").textContent = sync.said("nokey");
  },

  async leaveDrop(_row, button) {
    if (!button.dataset.sure) {
      button.dataset.sure = "1";
      sync.place.querySelector("[data-say]").textContent = sync.said("sure");
      return;
    }
    for (const item of await outbox.mine()) await outbox.drop(item.seq);
    await sync.out();
  },

  leaveStay() {
    location.hash = "";
    sync.place.hidden = true;
  },

  out: () => app.leave().then(() => location.assign("/")),
});
addEventListener("hashchange", () => sync.question().catch(() => {}));
if (app.able) sync.question().catch(() => {});
