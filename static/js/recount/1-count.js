// What a list of ballots says, counted without asking anybody: as tools/recount.py does.
const recount = {
  utf8: new TextEncoder(),

  hex: (bytes) => Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join(""),
  sha256: async (...parts) => recount.hex(await crypto.subtle.digest("SHA-256", recount.joined(parts))),

  // Texts and bytes, with a zero byte between two.
  joined(parts) {
    const all = parts.flatMap((part, n) => [...(n ? [0] : []), ...(typeof part === "string" ? recount.utf8.encode(part) : part)]);
    return Uint8Array.from(all);
  },

  bytes: (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16)),

  // RFC 4180, as rows named by the first line.
  read(text) {
    const rows = [[""]];
    let quoted = false;
    for (let n = 0; n < text.length; n++) {
      const sign = text[n], row = rows[rows.length - 1];
      if (quoted && sign === '"' && text[n + 1] === '"') row[row.length - 1] += text[++n];
      else if (sign === '"') quoted = !quoted;
      else if (!quoted && sign === ",") row.push("");
      else if (!quoted && sign === "\n") rows.push([""]);
      else if (quoted || sign !== "\r") row[row.length - 1] += sign;
    }
    const [heads, ...lines] = rows.filter((row) => row.length > 1 || row[0]);
    return lines.map((line) => Object.fromEntries((heads || []).map((head, n) => [head, line[n]])));
  },

  commitment: (election, row) =>
    recount.sha256("coop-ballot-v1", election, row.number, row.choice, recount.bytes(row.nonce)),

  // How many rows are not what their commitment says, or stand there twice, or out of their order.
  async faults(election, rows) {
    let bad = 0;
    for (const [n, row] of rows.entries()) {
      const whole = row.commitment === (await recount.commitment(election, row)) && row.nonce.length === 64;
      if (!whole || (n && rows[n - 1].commitment >= row.commitment)) bad++;
    }
    return bad;
  },

  async chained(election, rows, head) {
    let link = await recount.sha256("coop-chain-v1", election);
    for (const row of rows) {
      link = await recount.sha256(link, row.commitment);
      if (link !== row.link) return false;
    }
    return link === head;
  },

  marks: (method, choice) => (method === "several" ? choice.split("+") : method === "ranking" ? choice.split(">") : [choice]),

  // The same state, counts and winners as the rules say, or null where a ballot is not on the paper.
  result({ method, options, quorum, needed }, rows) {
    const paper = method === "yes_no" ? ["yes", "no", "abstain"] : [...options, "abstain"];
    const counts = Object.fromEntries(paper.map((one) => [one, 0]));
    const papers = rows.map((row) => recount.marks(method, row.choice));
    for (const marks of papers) {
      if (marks.some((mark) => !(mark in counts)) || new Set(marks).size < marks.length) return null;
      for (const mark of method === "ranking" ? marks.slice(0, 1) : marks) counts[mark]++;
    }
    const judged = recount[method](counts, needed, options, papers);
    return { counts, ...(rows.length < quorum ? { state: "no_quorum", winners: [] } : judged) };
  },

  yes_no: ({ yes, no }, needed) =>
    yes >= needed ? { state: "passed", winners: ["yes"] } : { state: yes === no ? "tied" : "failed", winners: [] },

  one(counts, needed, options) {
    const best = Math.max(...options.map((one) => counts[one]));
    const ahead = options.filter((one) => counts[one] === best);
    if (best >= needed) return { state: "passed", winners: ahead };
    return ahead.length > 1 && best ? { state: "tied", winners: ahead } : { state: "failed", winners: [] };
  },

  several(counts, needed, options) {
    const winners = options.filter((one) => counts[one] >= needed);
    return { state: winners.length ? "passed" : "failed", winners };
  },

  // Instant run-off; where several have the fewest, each way of dropping one is followed.
  ranking(_counts, needed, options, papers) {
    const ranked = papers.filter((marks) => marks[0] !== "abstain");
    if (!ranked.length) return { state: "failed", winners: [] };
    const ends = new Set(), seen = new Set(), ahead = [options];
    while (ahead.length) {
      const left = ahead.pop();
      if (seen.has(left.join())) continue;
      seen.add(left.join());
      const times = left.map((one) => ranked.filter((marks) => marks.find((mark) => left.includes(mark)) === one).length);
      const best = Math.max(...times), least = Math.min(...times);
      left.forEach((one, n) => {
        if (best >= needed || left.length <= 2) {
          if (times[n] === best) ends.add(`${best >= needed ? "+" : "-"}${one}`);
        } else if (times[n] === least) ahead.push(left.filter((other) => other !== one));
      });
    }
    if (ends.size > 1) return { state: "tied", winners: options.filter((one) => ends.has(`+${one}`) || ends.has(`-${one}`)) };
    const [end] = ends;
    return end[0] === "+" ? { state: "passed", winners: [end.slice(1)] } : { state: "failed", winners: [] };
  },

  // Ten signs of base32, as a receipt has them.
  receipt(commitment) {
    const bits = Array.from(recount.bytes(commitment.slice(0, 14)), (one) => one.toString(2).padStart(8, "0")).join("");
    const signs = bits.match(/.{5}/g).slice(0, 10).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)]);
    return signs.join("");
  },
};
