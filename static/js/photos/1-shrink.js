// Photos on their way to the outbox. Only pages with a field for photos load this.
Object.assign(app, {
  // At most 1,280 px and about 100 KB: 41 s at 20 kbit/s. A file that no browser can draw goes as it is.
  async shrink(file) {
    const asItIs = async () => ({ type: file.type, body: await file.arrayBuffer() });
    if (!self.createImageBitmap || !file.type.startsWith("image/")) return asItIs();
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size <= 1e5) return asItIs();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      let made;
      for (const quality of [0.8, 0.6, 0.4, 0.25]) {
        made = await new Promise((done) => canvas.toBlob(done, "image/webp", quality));
        // Safari answers with PNG when asked for WebP.
        if (made?.type !== "image/webp") made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (made.size <= 1e5) break;
      }
      return { type: made.type, body: await made.arrayBuffer() };
    } catch {
      return asItIs();
    }
  },

  async hash(body) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
});
