// The outbox as people see it: each item by its title, with its state in words and what can be done.
const sync = {
  list: document.getElementById("outbox"),
  words: JSON.parse(document.getElementById("sync-words")?.textContent || "{}"),
  said: (name, places = {}) => sync.words[name].replace(/\{(\w+)\}/g, (_, place) => places[place]),
  number: (key) => key.slice(0, 8).toUpperCase().replace(/(.{4})/, "$1-"),
  most: 100,

  async draw() {
    const [items, count] = [await outbox.mine(sync.most), await outbox.waiting()];
    const open = items.filter((item) => item.open), done = items.filter((item) => !item.open);
    const shown = [...open, ...done.reverse()];
    document.getElementById("more").textContent = count > open.length ? sync.said("more", { n: count - open.length }) : "";
    // Only what changed is made anew, so that neither focus nor a question is lost.
    const known = new Map(Array.from(sync.list.children, (row) => [row.dataset.key, row]));
    const rows = shown.map((item) => {
      const row = known.get(item.key);
      return row && row.dataset.mark === sync.mark(item) ? row : sync.row(item);
    });
    if (rows.some((row, n) => sync.list.children[n] !== row) || rows.length !== known.size) sync.list.replaceChildren(...rows);
    document.getElementById("none").hidden = shown.length > 0;
    document.getElementById("send").hidden = !open.some((item) => outbox.waits.has(item.state) || item.state === "sign-in");
  },

  mark: (item) => [item.state, item.said, item.location, item.sent].join("|"),

  row(item) {
    const known = document.querySelector(`[data-kind="${CSS.escape(item.state)}"]`);
    const row = (known || document.querySelector("[data-kind=refused]")).content.firstElementChild.cloneNode(true);
    Object.assign(row.dataset, { key: item.key, seq: item.seq, state: item.state, mark: sync.mark(item) });
    row.id = item.key;
    row.querySelector("[data-title]").textContent = item.title;
    const when = new Date(item.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const number = item.location || item.state === "received" ? sync.said("number", { number: sync.number(item.key) }) : "";
    const told = item.damaged || !known ? "damaged" : item.lost && "lost";
    row.querySelector("[data-said]").textContent = [told ? sync.said(told) : item.said || (item.open ? item.note : ""), number, when].filter(Boolean).join(" · ");
    const link = row.querySelector("[data-link]");
    if (link && item.location) link.href = item.location;
    else link?.remove();
    return row;
  },

  // What the buttons do; each gets the item's row.
  async edit(row) {
    const item = await outbox.item(Number(row.dataset.seq));
    location.assign(`${item.page.split("#")[0]}#edit=${item.key}`);
  },
  ask(row) {
    row.querySelector("[data-sure]")?.remove();
    row.append(document.getElementById("sure").content.cloneNode(true));
  },
  no: (row) => row.querySelector("[data-sure]").remove(),
  delete: (row) => outbox.drop(Number(row.dataset.seq)),

  // The server's own page shows both versions, from what was typed; a new key goes with it.
  async choose(row) {
    const item = await outbox.item(Number(row.dataset.seq));
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: item.url, hidden: true });
    form.dataset.online = "";
    for (const [name, value] of item.fields) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    // It leaves the phone only when there is somebody to take it.
    await app.me().catch((nobody) => {
      app.say(sync.said("not"));
      throw nobody;
    });
    await outbox.drop(item.seq);
    form.submit();
  },
  send: () => app.go(true),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-do]");
  if (!button) return;
  const act = sync[button.dataset.do.replace(/-(\w)/, (_, sign) => sign.toUpperCase())];
  Promise.resolve(act(button.closest("li"), button)).catch(() => {});
});

if (app.able && sync.list) {
  const heard = outbox.heard;
  outbox.heard = () => { heard?.(); sync.draw().catch(() => {}); };
  outbox.tell();
  if (outbox.channel) outbox.channel.onmessage = () => outbox.heard();
  if (location.hash.length === 37) app.started.then(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
}
