// The poster as one picture: drawn here, with the phone's own letters, from what stands on the page.
(() => {
  const poster = document.getElementById("poster"), made = document.getElementById("made");
  const WIDE = 900, EDGE = 48, MOST = 200e3;
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(`--${name}`).trim();
  let file = null;

  for (const button of document.querySelectorAll("[data-do=picture], [data-do=share]")) {
    button.hidden = button.dataset.do === "share" && !navigator.share;
    button.addEventListener("click", () => (button.dataset.do === "share" ? share() : show()));
  }

  async function share() {
    const told = { title: words("h1"), text: `${words("h1")} ${words(".price b")}`, url: poster.dataset.link };
    const files = file && navigator.canShare?.({ files: [file] }) ? { files: [file] } : {};
    // Whoever closes the sheet again has refused nothing.
    await navigator.share({ ...told, ...files }).catch(() => {});
  }

  async function show() {
    try {
      const blob = await packed(await draw());
      file = new File([blob], `${words("h1")}.${blob.type.split("/")[1]}`, { type: blob.type });
      const picture = new Image();
      picture.src = URL.createObjectURL(blob);
      picture.alt = words("h1");
      await picture.decode();
      made.replaceChildren(made.dataset.made, picture);
      picture.scrollIntoView({ block: "center" });
    } catch {
      made.textContent = made.dataset.failed;
    }
  }

  const words = (selector) => document.querySelector(`main ${selector}`)?.textContent.trim() ?? "";

  async function draw() {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    const photo = document.querySelector("main .hero");
    await photo.decode();
    canvas.width = WIDE;
    // Once to see how long the words are, and once more at that height.
    canvas.height = compose(pen, photo);
    compose(pen, photo);
    return canvas;
  }

  function compose(pen, photo) {
    const high = Math.round(WIDE * Math.min(1, Math.max(0.6, photo.naturalHeight / photo.naturalWidth)));
    const side = 300, left = WIDE - side - EDGE, wide = left - 2 * EDGE;
    pen.fillStyle = colour("paper");
    pen.fillRect(0, 0, WIDE, pen.canvas.height);
    cover(pen, photo, high);
    code(pen, left, high + EDGE, side);
    pen.textBaseline = "top";
    pen.textAlign = "left";
    let y = line(pen, words("h1"), { y: high + EDGE, size: 60, bold: true, wide, most: 3, paint: "ink" });
    y = line(pen, words(".price b"), { y: y + 14, size: 76, bold: true, wide, most: 1, paint: "persimmon" });
    y = line(pen, words(".price span"), { y: y + 4, size: 36, wide, most: 1, paint: "ink" });
    y = line(pen, words(".from"), { y: y + 18, size: 34, wide, most: 3, paint: "soft" });
    pen.textAlign = "center";
    const under = line(pen, words(".scan"), { x: left + side / 2, y: high + EDGE + side + 14, size: 34, bold: true, wide: side, most: 2, paint: "ink" });
    const link = poster.dataset.link.split("://")[1];
    return line(pen, link, { x: WIDE / 2, y: Math.max(y, under) + 24, size: 32, wide: WIDE - 2 * EDGE, most: 1, paint: "soft" }) + EDGE / 2;
  }

  // The photo from edge to edge, its middle where it is cut.
  function cover(pen, photo, high) {
    const { naturalWidth: w, naturalHeight: h } = photo, scale = Math.max(WIDE / w, high / h);
    pen.drawImage(photo, (WIDE - w * scale) / 2, (high - h * scale) / 2, w * scale, h * scale);
  }

  function code(pen, x, y, side) {
    const drawn = poster.querySelector("svg.qr"), dots = drawn.viewBox.baseVal.width;
    // Whole dots only: readers need sharp edges.
    const dot = Math.floor(side / dots), slack = (side - dot * dots) / 2;
    pen.save();
    pen.fillStyle = "#fff";
    pen.fillRect(x, y, side, side);
    pen.translate(x + slack, y + slack);
    pen.scale(dot, dot);
    pen.stroke(new Path2D(drawn.querySelector("path[stroke]").getAttribute("d")));
    pen.restore();
  }

  // Chinese breaks anywhere, other words at their spaces; what does not fit ends in dots.
  function line(pen, text, { x = EDGE, y, size, bold, wide, most, paint }) {
    pen.font = `${bold ? 800 : 400} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillStyle = colour(paint);
    let rows = [""];
    for (const part of text.match(/[\u2e80-\uffef]|[^\u2e80-\uffef\s]+|\s+/g) ?? []) {
      if (rows.at(-1) && pen.measureText(rows.at(-1) + part.trimEnd()).width > wide) rows.push(part.trimStart());
      else rows[rows.length - 1] += part;
    }
    if (rows.length > most) rows = [...rows.slice(0, most - 1), `${rows[most - 1]}…`];
    for (const row of rows) {
      pen.fillText(row, x, y, wide);
      y += size * 1.22;
    }
    return y;
  }

  // WebP where the browser writes it, else JPEG; less quality until it is light enough to send.
  async function packed(canvas) {
    for (const quality of [0.86, 0.74, 0.6, 0.45, 0.3]) {
      let blob = await written(canvas, "image/webp", quality);
      if (blob.type !== "image/webp") blob = await written(canvas, "image/jpeg", quality);
      if (blob.size <= MOST) return blob;
    }
    throw new Error("too heavy");
  }

  const written = (canvas, type, quality) =>
    new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed()), type, quality));
})();
