// Where the product is: what differs in colour from all that stands along the border.
Object.assign(retouch, {
  // {x, y, w, h} in shares of the picture, or null to leave it. `least`: the smallest share of its
  // width and height that may be left.
  frame(picture, least) {
    const cells = retouch.cells(picture, 8), { across, down } = cells;
    if (Math.min(across, down) < 12) return null;
    const odd = retouch.odd(cells);
    const all = odd.reduce((sum, n) => sum + n, 0);
    if (all < 6 * across * down * 0.04) return null;
    const columns = Array.from({ length: across }, (_n, x) => odd.reduce((sum, n, at) => sum + (at % across === x ? n : 0), 0));
    const rows = Array.from({ length: down }, (_n, y) => odd.subarray(y * across, (y + 1) * across).reduce((sum, n) => sum + n, 0));
    const [left, right] = retouch.ends(columns, all), [top, bottom] = retouch.ends(rows, all);
    let filled = 0;
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) filled += odd[y * across + x] > 0;
    // Scattered over its box: no one thing, or we did not understand it.
    if (filled < 0.3 * (right - left) * (bottom - top)) return null;
    const box = retouch.roomy({ x: left, y: top, w: right - left, h: bottom - top }, across, down, least);
    return box.w * box.h > 0.8 * across * down ? null : { x: box.x / across, y: box.y / down, w: box.w / across, h: box.h / down };
  },

  // The mean colour of each square of so many pixels.
  cells({ data, width, height }, size) {
    const across = Math.floor(width / size), down = Math.floor(height / size), of = new Float32Array(across * down * 3);
    for (let y = 0; y < down * size; y += 1) {
      for (let x = 0; x < across * size; x += 1) {
        const to = 3 * (Math.floor(y / size) * across + Math.floor(x / size)), from = 4 * (y * width + x);
        for (let c = 0; c < 3; c += 1) of[to + c] += data[from + c] / size / size;
      }
    }
    return { of, across, down };
  },

  // How far each square is from every colour of the border, beyond what the border itself varies by.
  odd({ of, across, down }) {
    const border = [];
    for (let at = 0; at < across * down; at += 1) {
      const x = at % across, y = (at - x) / across;
      if (Math.min(x, y, across - 1 - x, down - 1 - y) < 2) border.push(at);
    }
    // Every third square of it speaks for its neighbours.
    const seen = border.filter((_at, n) => n % 3 === 0);
    const far = (at) => Math.min(...seen.map((one) => Math.hypot(of[3 * at] - of[3 * one], of[3 * at + 1] - of[3 * one + 1], of[3 * at + 2] - of[3 * one + 2])));
    const usual = border.map(far).sort((one, other) => one - other)[Math.floor(border.length * 0.9)];
    return Float32Array.from({ length: across * down }, (_n, at) => Math.max(0, far(at) - Math.max(18, 1.5 * usual)));
  },

  // Without the outermost hundredths, which are crumbs and noise.
  ends(sums, all) {
    const from = (list) => {
      let left = 0.015 * all;
      return list.findIndex((n) => (left -= n) < 0);
    };
    return [from(sums), sums.length - from([...sums].reverse())];
  },

  // With room around it, between 3:4 and 4:3, within the picture, and not too small.
  roomy({ x, y, w, h }, across, down, least) {
    const room = 0.06 * Math.max(w, h), middle = [x + w / 2, y + h / 2];
    let wide = Math.max(w + 2 * room, least * across), high = Math.max(h + 2 * room, least * down);
    wide = Math.min(across, Math.max(wide, high * 0.75));
    high = Math.min(down, Math.max(high, wide * 0.75));
    const at = (centre, size, most) => Math.min(most - size, Math.max(0, centre - size / 2));
    return { x: at(middle[0], wide, across), y: at(middle[1], high, down), w: wide, h: high };
  },
});
