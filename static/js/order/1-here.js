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
    total = [quantity * seen, quantity];
    charge();
    section.hidden = false;
    section.scrollIntoView();
    section.querySelector("h2").focus();
  });

  // The fee of each way for this quantity, by the shop's rule (rules.delivery); it is sent as it was seen.
  let total;
  function charge() {
    const [goods, quantity] = total;
    for (const way of section.querySelectorAll("[data-fee]")) {
      const [base, step, each, free, grams] = way.dataset.fee.split(" ").map(Number);
      const fee = free && goods >= free ? 0 : base + (step ? Math.ceil((quantity * grams) / step) * each : 0);
      way.value = `${way.value.split(":")[0]}:${fee}`;
      way.nextElementSibling.lastElementChild.textContent = fee ? `= ${amount(fee)}` : "";
    }
    const side = section.querySelector("[name=delivery]:checked")?.value, way = section.querySelector(`[name=way-${side}]:checked`) || section.querySelector("[data-fee]:checked");
    section.querySelector("[data-total]").textContent = amount(goods + Number(way?.value.split(":")[1] || 0));
  }
  section?.addEventListener("change", charge);

  function amount(minor) {
    const { currency } = section.dataset;
    const said = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    return said.format(minor / 10 ** said.resolvedOptions().maximumFractionDigits);
  }
})();
