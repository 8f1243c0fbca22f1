// The worker: what was seen opens again. Release {{ facts.release }}.
const FACTS = {{ facts|tojson }};
FACTS.alpine = new URL(FACTS.alpine, location).href;
importScripts(FACTS.outbox);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy()));
// Unanswered is not done: the browser wakes us again later.
addEventListener("sync", (event) => event.waitUntil(outbox.drain(true).then((how) => { if (how === "unanswered") throw how; })));
addEventListener("message", (event) => {
  if (event.data.skip) skipWaiting();
  if (event.data.keep) event.waitUntil(keepAll(event.data.keep).then(() => event.ports[0]?.postMessage("kept")));
});

addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url), here = url.origin === location.origin;
  if (request.method === "POST" && url.searchParams.has("shared")) event.respondWith(shared(request));
  else if (request.url === FACTS.alpine || (here && url.pathname.startsWith("/static/"))) event.respondWith(asset(request, url));
  // Also one that is opened by itself: it is no page, and carries no age.
  else if (here && url.pathname.startsWith("/pictures/")) event.respondWith(picture(event));
  else if (request.mode === "navigate") event.respondWith(visit(event, url));
});

async function install() {
  const cache = await caches.open("assets");
  await Promise.all(FACTS.assets.map(async (path) => (await cache.match(path)) || cache.put(path, await sound(path))));
  for (const path of FACTS.pages) await keep(new URL(path, location), await sound(path));
  // Their network, their choice: no release waits for it.
  const alpine = new Request(FACTS.alpine, { mode: "cors", credentials: "omit", integrity: FACTS.integrity });
  fetch(alpine).then((answer) => answer.ok && cache.put(FACTS.alpine, answer)).catch(() => {});
}

async function sound(path, cache = "reload") {
  const answer = await fetch(path, { cache });
  if (!ours(answer)) throw new Error(path);
  return answer;
}

// Marked by us: a portal answers 200 too.
const ours = (answer) => answer.status === 200 && !answer.redirected && answer.headers.has("X-Offline");

async function tidy() {
  const cache = await caches.open("assets"), known = [...FACTS.assets, FACTS.alpine];
  for (const { url } of await cache.keys()) {
    if (!known.includes(url) && !known.includes(new URL(url).pathname)) await cache.delete(url);
  }
  await clients.claim();
}

const told = async (name) => (await outbox.meta(name).catch(() => 0)) || "";

// The network has 2.5 s; then the saved copy, if there is one, says how old it is.
async function visit(event, url) {
  const { request } = event;
  if (request.method !== "GET") {
    const answer = await fetch(request).catch(nothing);
    // Before the answer is shown, because it may lead to the front page.
    await outbox.note("wrote", Date.now()).catch(() => {});
    return answer;
  }
  if (await told("leaving")) await outbox.leave();
  const copy = await saved(url), same = copy?.clone(), mark = copy?.headers.get("ETag");
  const old = copy && Date.now() - Number(copy.headers.get("X-Saved")) > 6e4;
  // What has not changed is not sent again, whatever the browser's own cache has forgotten.
  const how = mark ? { headers: { "If-None-Match": mark } } : {};
  const asked = fetch(request, how).then((answer) => {
    if (answer.status === 304) answer = same;
    event.waitUntil(keep(url, answer.clone()).catch(() => {}));
    return answer;
  });
  if (copy && (await atOnce(copy, url))) {
    event.waitUntil(compare(event, copy.clone(), asked, old));
    return old ? aged(copy) : copy;
  }
  try {
    const answer = await Promise.race([asked, later(copy ? 2500 : 3e4)]);
    if (answer.status < 500 || !copy) return answer;
  } catch {}
  asked.catch(() => {});
  return copy ? aged(copy) : nothing();
}
const later = (ms) => new Promise((_, tooLate) => setTimeout(tooLate, ms));

// What was shown at once is told apart afterwards: newer, still true, or without a network.
async function compare(event, copy, asked, old) {
  const answer = await asked.catch(() => 0), mark = (one) => one.headers.get("ETag");
  let page, tries = 40; // it may not stand yet
  while (tries-- && !(page = await clients.get(event.resultingClientId))) await later(250).catch(() => {});
  const newer = answer && mark(answer) !== mark(copy);
  const say = answer ? "" : age(copy, await copy.text());
  if (newer || old || !answer) page?.postMessage(newer ? { newer } : { say });
}

// The front page opens without waiting for a network, for a day, unless this phone wrote since.
async function atOnce(copy, url) {
  const at = Number(copy.headers.get("X-Saved"));
  const wrote = await told("wrote");
  return url.pathname === "/" && !url.search && at > wrote && Math.abs(Date.now() - at) < 864e5;
}

// Where a page goes that may be kept: by variant, or by person. A search is not kept.
async function keep(url, answer) {
  const { headers } = answer, level = headers.get("X-Offline"), variant = headers.get("X-Variant");
  if (answer.status !== 200 || answer.redirected || url.searchParams.has("q")) return;
  const uid = await told("uid"), whose = headers.get("X-Uid");
  let name;
  if (level === "public") name = "public-" + variant;
  else if (level === "private" && whose === (uid || "visitor")) name = "priv-" + uid;
  else return;
  if (variant && (await told("variant")) !== variant) await outbox.note("variant", variant);
  const dated = new Headers(headers);
  dated.set("X-Saved", Date.now());
  dated.delete("Content-Encoding");
  url.hash = "";
  const cache = await caches.open(name);
  await put(cache, url.href, new Response(await answer.arrayBuffer(), { headers: dated }));
  // Somebody left while this was being written.
  if (level === "private" && (await told("uid")) !== uid) await caches.delete(name);
  else await trim(cache, 60);
}

// A full phone: pictures go first. What waits to be sent is in another place, and stays.
async function put(cache, key, answer) {
  const again = answer.clone();
  await cache.put(key, answer).catch(async () => {
    await outbox.empty("pictures");
    await cache.put(key, again).catch(() => {});
  });
}

async function trim(cache, most) {
  const all = await cache.keys();
  const pages = all.filter(({ url }) => !FACTS.pages.includes(new URL(url).pathname));
  for (const old of pages.slice(0, Math.max(0, pages.length - most))) await cache.delete(old);
}

async function saved(url) {
  const uid = await told("uid"), variant = await told("variant");
  const here = new URL(url);
  here.hash = "";
  const names = (await caches.keys()).filter((name) => name === `priv-${uid}` || /^(public|kept)-/.test(name));
  names.sort((one, other) => other.endsWith(variant) - one.endsWith(variant));
  for (const name of names) {
    const found = await (await caches.open(name)).match(here.href);
    if (found) return found;
  }
}

async function aged(copy) {
  const text = await copy.text();
  const page = text.replace('id="status">', `id="status" data-saved="${copy.headers.get("X-Saved")}">${age(copy, text)}`);
  return new Response(page, { headers: copy.headers });
}

function age(copy, text) {
  const [, lang] = text.match(/<html lang="([\w-]+)/);
  const at = new Date(Number(copy.headers.get("X-Saved"))), today = at.toDateString() === new Date().toDateString();
  const when = at.toLocaleString(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(today ? {} : { month: "short", day: "numeric" }) });
  return FACTS.words[lang].replace("{when}", when);
}

const nothing = async () => (await saved(new URL("/sync/offline", location))) || Response.error();

// By its hash, so for ever; a page saved under an earlier release is content with today's.
async function asset(request, url) {
  const cache = await caches.open("assets");
  const found = await cache.match(request.url);
  if (found) return found;
  try {
    const answer = await fetch(request);
    if (ours(answer) && /\.[0-9a-f]{10}\.\w+$/.test(url.pathname)) await put(cache, request.url, answer.clone());
    return answer;
  } catch (gone) {
    const stem = (path) => path.replace(/\.[0-9a-f]{10}\./, ".");
    const today = FACTS.assets.find((path) => stem(path) === stem(url.pathname));
    const instead = today && (await cache.match(today));
    if (instead) return instead;
    throw gone;
  }
}

async function picture(event) {
  const cache = await caches.open("pictures"), { request } = event;
  const kept = await caches.match(request.url, { cacheName: "kept-pictures" });
  if (kept) return kept;
  const found = await cache.match(request.url);
  // Written again, it stands last: the first are those that nobody looked at for longest.
  if (found) event.waitUntil(cache.put(request.url, found.clone()).catch(() => {}));
  if (found) return found;
  const answer = await fetch(request);
  if (ours(answer)) {
    const copy = answer.clone();
    event.waitUntil(put(cache, request.url, copy).then(() => trim(cache, 80)));
  }
  return answer;
}

async function keepAll(urls) {
  for (const href of urls) {
    const url = new URL(href);
    try {
      if (url.pathname.startsWith("/pictures/")) await put(await caches.open("pictures"), href, await sound(href, "default"));
      else if (!url.pathname.startsWith("/static/")) await keep(url, await sound(href, "no-store"));
    } catch {}
  }
}

// A photo shared from the gallery: a draft, and the form that it begins.
async function shared(request) {
  const sent = await request.formData(), photos = sent.getAll("photo").filter((one) => one.size);
  const bodies = await Promise.all(photos.map(async (one) => ({ type: one.type, body: await one.arrayBuffer() })));
  const url = new URL(request.url).pathname, key = crypto.randomUUID(), title = sent.get("title") || "";
  await outbox.save({
    key, url, page: url, title: title || photos[0]?.name, at: Date.now(), state: "draft",
    fields: [["title", title]],
    files: photos.map(({ name, type, size }) => ({ name: "photo", file: name, type, size, sha256: "" })),
  }, bodies);
  return Response.redirect(`${url}#edit=${key}`, 303);
}
