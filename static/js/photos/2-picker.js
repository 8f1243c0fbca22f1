// Shows the chosen photos small and says how many they are. Drawn on a canvas, so that no
// blob: address is needed in the content policy.
document.addEventListener("alpine:init", function () {
  Alpine.data("photoPicker", function () {
    return {
      said: "",
      chosen() {
        const files = Array.from(this.$root.querySelector("input").files);
        const words = this.$root.querySelector("[data-many]").dataset;
        this.said = files.length === 0 ? "" : files.length === 1 ? words.one : words.many.replace("{n}", files.length);
        const shelf = this.$root.querySelector(".thumbs");
        shelf.textContent = "";
        files.slice(0, 8).forEach((file) => this.draw(file, shelf));
      },
      async draw(file, shelf) {
        if (!window.createImageBitmap) return;
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 208;
        shelf.append(canvas);
        try {
          const picture = await createImageBitmap(file, { resizeWidth: 416, resizeQuality: "medium" });
          const scale = Math.max(208 / picture.width, 208 / picture.height);
          const wide = picture.width * scale, high = picture.height * scale;
          canvas.getContext("2d").drawImage(picture, (208 - wide) / 2, (208 - high) / 2, wide, high);
          picture.close();
        } catch {
          canvas.remove();
        }
      },
    };
  });
});
