// The page that counts again, and says what agrees.
(() => {
  const place = document.getElementById("recount"), list = document.getElementById("checks");
  if (!place || !self.crypto?.subtle) return;
  const words = JSON.parse(document.getElementById("recount-words").textContent);
  let ballots = [];
  place.hidden = false;

  function say(right, name, places = {}) {
    const row = document.getElementById(right ? "right" : "wrong").content.firstElementChild.cloneNode(true);
    row.dataset.check = name;
    row.dataset.right = right ? "yes" : "no";
    row.lastElementChild.textContent = words[name].replace(/\{(\w+)\}/g, (_, one) => places[one]);
    list.append(row);
    return right;
  }

  async function fetched(url) {
    const answer = await fetch(url, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    return recount.read(await answer.text());
  }

  async function roll(facts, rows) {
    const size = Number(facts.roll);
    if (!place.dataset.roll) return say(rows.length <= size, rows.length <= size ? "roll_only" : "roll_bad", { n: size });
    const people = await fetched(place.dataset.roll);
    const ids = people.map((one) => `${one.person}\n`).sort().join("");
    const voted = people.filter((one) => one.voted === "yes").length;
    const right = people.length === size && rows.length <= voted && (await recount.sha256(ids)) === facts.fingerprint;
    return say(right, right ? "roll" : "roll_bad", { n: size });
  }

  function result(facts, rows) {
    const told = { ...facts, options: facts.options.split(" ").filter(Boolean), quorum: Number(facts.quorum), needed: Number(facts.needed) };
    const found = recount.result(told, rows);
    const counts = found && Object.entries(found.counts).map((pair) => pair.join("=")).join(" ");
    const right = Boolean(found) && found.state === facts.state && counts === facts.counts
      && found.winners.join(" ") === facts.winners && Number(facts.ballots) === rows.length;
    return say(right, right ? "result" : "result_bad");
  }

  async function count() {
    list.replaceChildren();
    ballots = await fetched(place.dataset.ballots);
    const [facts] = ballots, rows = ballots.filter((row) => row.commitment);
    if (!facts || !rows.length) return say(true, "none");
    const bad = await recount.faults(facts.election, rows);
    const checks = [
      say(!bad, bad ? "ballots_bad" : "ballots", { n: bad || rows.length }),
      await recount.chained(facts.election, rows, facts.head).then((right) => say(right, right ? "chain" : "chain_bad")),
      await roll(facts, rows),
      result(facts, rows),
    ];
    const all = checks.every(Boolean);
    place.dataset.agree = all ? "yes" : "no";
    look();
    return say(all, all ? "all" : "not_all");
  }

  function look() {
    const typed = document.getElementById("receipt").value.toUpperCase().replace(/[^A-Z2-7]/g, "");
    const said = document.getElementById("found");
    if (typed.length < 10 || !ballots.length) return (said.textContent = "");
    const mine = ballots.find((row) => recount.receipt(row.commitment) === typed);
    const choice = mine && (words[mine.choice] || mine.choice);
    said.textContent = mine ? words.mine.replace("{choice}", choice) : words.not_mine;
  }

  document.getElementById("count").addEventListener("click", () => count().catch(() => say(false, "offline")));
  document.getElementById("receipt").addEventListener("input", look);
})();
