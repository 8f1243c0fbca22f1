// A gentle curve from dark to bright: the same for all three colours, and nothing blown out.
Object.assign(retouch, {
  // 256 values, or null where the light is good. `counts`: the histogram of the grey picture.
  curve(counts) {
    const low = Math.min(48, retouch.rank(counts, 0.005)), high = Math.max(80, retouch.rank(counts, 0.995));
    const spread = Float32Array.from(counts, (_n, value) => Math.min(1, Math.max(0, (value - low) / (high - low))));
    const all = counts.reduce((sum, n) => sum + n, 0) || 1;
    const mean = spread.reduce((sum, value, n) => sum + value * counts[n], 0) / all;
    // A bright photo stays as bright as it is: a white plate is white.
    const wanted = Math.max(0.47, retouch.mean(counts) / 255);
    const power = Math.min(2, Math.max(0.45, Math.log(wanted) / Math.log(Math.min(0.99, Math.max(0.02, mean)))));
    const made = Uint8ClampedArray.from(spread, (value) => 4 + 244 * value ** power);
    const change = counts.reduce((sum, n, value) => sum + n * Math.abs(made[value] - value), 0) / all;
    return change < 6 ? null : made;
  },

  lighten(picture, curve) {
    const { data } = picture;
    for (let i = 0; i < data.length; i += 4) {
      data[i] = curve[data[i]];
      data[i + 1] = curve[data[i + 1]];
      data[i + 2] = curve[data[i + 2]];
    }
    return picture;
  },
});
