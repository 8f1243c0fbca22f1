// Each chosen photo straightened, cropped and brightened, before and after side by side. The person
// decides; without a word from them their own photo is sent.
Object.assign(retouch, {
  files: new Map(), // the person's own file → its place on the page, and the new file once it is made

  pause: () => new Promise((done) => setTimeout(done)),

  canvas(width, height) {
    return Object.assign(document.createElement("canvas"), { width: Math.round(width), height: Math.round(height) });
  },

  // The part of `source` that the plan leaves, turned upright, `longest` pixels at most.
  draw(source, { tilt, box }, longest, canvas = retouch.canvas(1, 1)) {
    const { width: w, height: h } = source, turn = (Math.abs(tilt) * Math.PI) / 180;
    // The largest upright picture of the same shape within the turned one.
    const inner = 1 / (Math.cos(turn) + Math.sin(turn) * Math.max(w / h, h / w));
    const wide = box.w * inner * w, high = box.h * inner * h, scale = Math.min(1, longest / Math.max(wide, high));
    Object.assign(canvas, { width: Math.round(wide * scale), height: Math.round(high * scale) });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.scale(scale, scale);
    pen.translate((0.5 - box.x) * inner * w, (0.5 - box.y) * inner * h);
    pen.rotate((-tilt * Math.PI) / 180);
    pen.drawImage(source, -w / 2, -h / 2);
    return canvas;
  },

  pixels: (canvas) => canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height),

  // What is wrong, and what would be done about it. Between the parts the page may breathe.
  async plan(source) {
    const whole = { x: 0, y: 0, w: 1, h: 1 }, plan = { tilt: 0, box: whole };
    const grey = retouch.grey(retouch.pixels(retouch.draw(source, plan, retouch.lookedAt)));
    plan.faults = retouch.faults(grey, Math.min(source.width, source.height));
    await retouch.pause();
    plan.tilt = retouch.tilt(grey);
    await retouch.pause();
    const upright = retouch.pixels(retouch.draw(source, plan, retouch.lookedAt));
    // Not below 600 pixels, and a third of the picture is left in any case.
    const least = Math.min(1, Math.max(0.35, 600 / Math.min(source.width, source.height)));
    plan.box = retouch.frame(upright, least) || whole;
    await retouch.pause();
    const kept = retouch.draw(source, plan, retouch.lookedAt);
    plan.curve = retouch.curve(retouch.histogram(retouch.grey(retouch.pixels(kept))));
    plan.better = Boolean(plan.tilt || plan.curve || plan.box !== whole);
    return plan;
  },

  async paint(source, plan, longest, canvas) {
    const made = retouch.draw(source, plan, longest, canvas), pen = made.getContext("2d", { willReadFrequently: true });
    for (let y = 0; plan.curve && y < made.height; y += 256) {
      pen.putImageData(retouch.lighten(pen.getImageData(0, y, made.width, Math.min(256, made.height - y)), plan.curve), 0, y);
      await retouch.pause();
    }
    return made;
  },

  async help(file, shelf) {
    const source = await createImageBitmap(file);
    const plan = await retouch.plan(source), one = retouch.files.get(file);
    if (!one || (!plan.better && !plan.faults.length)) return source.close();
    const place = document.getElementById("photo-help").content.firstElementChild.cloneNode(true);
    for (const said of place.querySelectorAll("[data-fault]")) if (!plan.faults.includes(said.dataset.fault)) said.remove();
    if (plan.better) {
      const [before, after] = place.querySelectorAll("canvas");
      retouch.draw(source, { tilt: 0, box: { x: 0, y: 0, w: 1, h: 1 } }, 480, before);
      await retouch.paint(source, plan, 480, after);
      place.addEventListener("click", (event) => {
        const button = event.target.closest("[data-take]");
        if (button) retouch.take(file, button, plan);
      });
    } else for (const part of place.querySelectorAll(".sides, [data-said]")) part.remove();
    source.close();
    if (retouch.files.get(file) === one) shelf.append((one.place = place));
  },

  // The chosen file takes the other's place in the field, so that a plain form and an outbox send it.
  async take(file, button, plan) {
    const one = retouch.files.get(file), field = retouch.field();
    if (button.dataset.take === "new" && !one.made) {
      const source = await createImageBitmap(file), made = await retouch.paint(source, plan, 1600);
      source.close();
      const body = await new Promise((done) => made.toBlob(done, "image/jpeg", 0.9));
      one.made = new File([body], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }
    const taken = button.dataset.take === "new" ? one.made : file, all = new DataTransfer();
    for (const now of field.files) all.items.add(now === file || now === one.made ? taken : now);
    field.files = all.files;
    for (const other of one.place.querySelectorAll("[data-take]")) other.setAttribute("aria-pressed", other === button);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  },

  field: () => document.querySelector("form:has(#photo-helped) [type=file]"),

  async chosen() {
    const now = Array.from(retouch.field().files), shelf = document.getElementById("photo-helped");
    for (const [file, one] of retouch.files) {
      if (now.includes(file) || now.includes(one.made)) continue;
      one.place?.remove();
      retouch.files.delete(file);
    }
    const known = [...retouch.files].flatMap(([file, one]) => [file, one.made]);
    for (const file of now.filter((file) => !known.includes(file))) retouch.files.set(file, {});
    for (const file of now.filter((file) => !known.includes(file))) await retouch.help(file, shelf).catch(() => {}); // no browser draws it: it goes as it is
  },
});

if (self.createImageBitmap && self.DataTransfer) {
  document.addEventListener("change", (event) => document.getElementById("photo-helped") && event.target === retouch.field() && retouch.chosen());
}
