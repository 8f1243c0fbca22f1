// Photos follow their words: by their hash, in pieces, from wherever the server has got to.
Object.assign(outbox, {
  // Small, because a broken one is sent again whole: at most 16 of a photo's 100 KB.
  piece: 16 * 1024,

  async upload(item) {
    for (let place = item.sent; place < item.files.length; place += 1) {
      const file = await outbox.file(item, place);
      const answer = file ? await outbox.push(item, item.files[place].sha256, file.body) : { message: item.said };
      if (!answer) return outbox.later(item);
      if (answer.status === 401) return outbox.settle(item, { state: "sign-in", said: answer.message }, false);
      if (answer.wait) return outbox.later(item, answer.wait);
      const said = answer.state === "complete" ? item.said : answer.message;
      const changes = { sent: place + 1, said, attempts: 0, lost: item.lost || !file };
      item = { ...item, ...changes };
      await outbox.change(item.seq, changes);
    }
    return outbox.settle(item, { state: "received", open: 0, fields: null });
  },

  // The first piece is empty: its answer tells where to go on, and makes a file that is already
  // there known to those who wait for it.
  async push(item, sha256, body) {
    let told = await outbox.put(item, sha256, body, 0, 0);
    while (told && told.state === "partial") {
      const end = Math.min(told.stored + outbox.piece, body.byteLength);
      const before = told.stored;
      told = await outbox.put(item, sha256, body, before, end);
      if (told && told.state === "partial" && told.stored <= before) return null; // no progress
    }
    return told;
  },

  async put(item, sha256, body, start, end) {
    try {
      const answer = await fetch(`/sync/files/${sha256}`, {
        method: "PUT",
        body: body.slice(start, end),
        headers: {
          "Content-Type": "application/octet-stream",
          "Accept": "application/json",
          "Upload-Offset": start,
          "Upload-Length": body.byteLength,
          "X-Uid": item.uid,
        },
        redirect: "manual",
        signal: outbox.patience(end - start),
      });
      const told = await answer.json();
      if (told.state === "needs_sign_in") return { ...told, status: 401 };
      if (answer.status === 429) return { wait: outbox.asked(answer) || 5e3 };
      if (answer.status === 413) return told;
      return answer.ok && told.sha256 === sha256 ? told : null;
    } catch {
      return null;
    }
  },
});
