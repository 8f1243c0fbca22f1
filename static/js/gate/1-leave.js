// Signing out on this phone: with something unsent the person is asked first, on the outbox's page.
Object.assign(app, {
  async leave() {
    const owner = (await outbox.meta("uid")) || (await outbox.meta("owner"));
    // Nobody sends any more; what is under way ends first.
    await outbox.note("leaving", Date.now());
    const gone = () => owner && outbox.lock(owner);
    await (navigator.locks ? navigator.locks.request("outbox", gone) : gone());
    await outbox.leave();
    outbox.tell();
  },
});
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!app.able || form.getAttribute("action") !== "/sign-out") return;
  event.preventDefault();
  try {
    if (await outbox.waiting()) return location.assign("/sync/#leave");
    await app.leave();
    location.assign("/");
  } catch {
    HTMLFormElement.prototype.submit.call(form);
  }
});
