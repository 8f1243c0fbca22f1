// Two big buttons beside a number field; without script the field stands alone.
document.addEventListener("alpine:init", () => {
  Alpine.data("stepper", () => {
    return {
      init() {
        this.$root.querySelectorAll("button[hidden]").forEach((button) => { button.hidden = false; });
      },
      less() { this.go("stepDown"); },
      more() { this.go("stepUp"); },
      go(way) {
        const field = this.$root.querySelector("input");
        field[way]();
        field.dispatchEvent(new Event("change", { bubbles: true }));
      },
    };
  });
});
