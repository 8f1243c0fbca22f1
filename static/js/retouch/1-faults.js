// What may be wrong with a photo: dark, blurred, tiny. The server asks the same questions in the same
// way (blueprints/core/photo_faults.py), so change both. Numbers in, numbers out: no page is touched.
const retouch = {
  // Pixels of the longer side of what is looked at.
  lookedAt: 640,

  // As `convert("L")` of Pillow, which the server uses.
  grey({ data, width, height }) {
    const g = new Uint8Array(width * height);
    for (let i = 0, j = 0; i < g.length; i += 1, j += 4) g[i] = (data[j] * 19595 + data[j + 1] * 38470 + data[j + 2] * 7471 + 32768) >> 16;
    return { g, w: width, h: height };
  },

  histogram({ g }) {
    const counts = new Uint32Array(256);
    for (const value of g) counts[value] += 1;
    return counts;
  },

  mean: (counts) => counts.reduce((sum, n, value) => sum + n * value, 0) / Math.max(1, counts.reduce((sum, n) => sum + n, 0)),

  // The value below which this share of all lies.
  rank(counts, share) {
    let left = share * counts.reduce((sum, n) => sum + n, 0);
    return Math.max(0, counts.findIndex((n) => (left -= n) <= 0));
  },

  // How much of a step in brightness happens within two pixels instead of eight. An edge that is
  // seen twice as near is seen at a quarter of the places; what is usual is noise, and taken off.
  sharpness({ g, w, h }) {
    const step = (across, down, share) => {
      const counts = new Uint32Array(256);
      for (let y = 0; y < h - 2 * down; y += 1) {
        for (let x = 0; x < w - 2 * across; x += 1) {
          const at = y * w + x;
          counts[Math.abs(g[at] - g[at + 2 * down * w + 2 * across])] += 1;
        }
      }
      return retouch.rank(counts, 1 - share) - 2.5 * retouch.rank(counts, 0.5);
    };
    if (Math.min(w, h) < 16) return 1;
    const far = Math.max(step(4, 0, 0.004), step(0, 4, 0.004));
    return far >= 8 ? Math.max(step(1, 0, 0.001), step(0, 1, 0.001)) / far : 1;
  },

  // `shortest`: the shorter side of the file as it came.
  faults(grey, shortest) {
    return [
      retouch.mean(retouch.histogram(grey)) < 70 && "dark",
      retouch.sharpness(grey) < 0.5 && "blurred",
      shortest < 600 && "tiny",
    ].filter(Boolean);
  },
};
