// Ordering from a product's own page when nothing answers: the basket's pages are not here then.
(() => {
  const section = document.getElementById("order-here");
  document.addEventListener("kept", (event) => {
    const fields = new Map(event.detail.fields), quantity = fields.get("quantity");
    if (!section || !fields.has("order") || !/^[1-9]\d*$/.test(quantity)) return;
    event.preventDefault();
    delete event.target.dataset.busy;
    const [variant, seen = fields.get("seen")] = fields.get("variant")?.split(":") ?? [""];
    section.querySelector("[name=line]").value = [fields.get("product"), quantity, seen, variant].filter(Boolean).join(":");
    section.querySelector("[data-total]").textContent = amount(quantity * seen);
    section.hidden = false;
    section.scrollIntoView();
    section.querySelector("h2").focus();
  });

  function amount(minor) {
    const { currency } = section.dataset;
    const said = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    return said.format(minor / 10 ** said.resolvedOptions().maximumFractionDigits);
  }
})();
