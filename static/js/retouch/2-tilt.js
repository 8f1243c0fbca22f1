// By how many degrees a photo is turned, clockwise: seen by its long straight edges, level or upright.
Object.assign(retouch, {
  most: 8,
  least: 0.7,

  // 0 when it is straight, or when nobody could tell.
  tilt(grey) {
    const edges = retouch.edges(grey);
    if (edges.length < 300) return 0;
    const step = 0.25, scores = [];
    // Two degrees further than we would turn it: a best angle at the end is no best angle.
    for (let angle = -retouch.most - 2; angle <= retouch.most + 2; angle += step) scores.push(retouch.lined(edges, angle, grey));
    const best = scores.indexOf(Math.max(...scores));
    const found = best * step - retouch.most - 2;
    if (Math.abs(found) < retouch.least || Math.abs(found) > retouch.most) return 0;
    const apart = scores.filter((_score, n) => Math.abs(n - best) * step > 2);
    if (scores[best] < 1.25 * Math.max(...apart)) return 0;
    const [left, top, right] = scores.slice(best - 1, best + 2);
    return found + (step * (left - right)) / (2 * (left - 2 * top + right) || 1);
  },

  // [x, y, whether it is an upright one] of the strongest edges that are nearly level or upright.
  edges({ g, w, h }) {
    const found = [];
    for (let y = 1; y < h - 1; y += 1) {
      for (let x = 1; x < w - 1; x += 1) {
        const at = y * w + x;
        const a = g[at - w - 1], b = g[at - w + 1], c = g[at + w - 1], d = g[at + w + 1];
        const across = Math.abs(b + d - a - c + 2 * (g[at + 1] - g[at - 1]));
        const down = Math.abs(c + d - a - b + 2 * (g[at + w] - g[at - w]));
        if (across + down < 60) continue;
        if (across < 0.3 * down || down < 0.3 * across) found.push([x, y, across > down, across + down]);
      }
    }
    return found.length > 8e3 ? found.sort((one, other) => other[3] - one[3]).slice(0, 8e3) : found;
  },

  // How well the edges fall into few lines of this angle.
  lined(edges, angle, { w, h }) {
    const turn = (angle * Math.PI) / 180, sin = Math.sin(turn), cos = Math.cos(turn);
    const reach = w + h, level = new Uint16Array(2 * reach), upright = new Uint16Array(2 * reach);
    for (const [x, y, up] of edges) {
      if (up) upright[Math.round(x * cos + y * sin) + reach] += 1;
      else level[Math.round(y * cos - x * sin) + reach] += 1;
    }
    let score = 0;
    for (let n = 0; n < 2 * reach; n += 1) score += level[n] * level[n] + upright[n] * upright[n];
    return score;
  },
});
