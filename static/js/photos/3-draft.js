// Three answers make a description, at once and without a network. The same rules and labels as the
// server's (blueprints/storefront/rules/wording.py), which does it for those without a script.
const wording = {
  most: 2000,

  sentence(answer) {
    const words = answer.trim().replace(/\s+/g, " ").replace(/[\s,，、;；:：]+$/, "");
    if (!words || /[.!?。！？…～~”」』）)"]$/.test(words)) return words;
    return words + (/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]$/.test(words) ? "。" : ".");
  },

  // Pairs of (label with {words}, what was answered).
  draft: (answers) =>
    answers
      .map(([label, answer]) => [label, wording.sentence(answer)])
      .filter(([, words]) => words)
      .map(([label, words]) => label.replace("{words}", () => words))
      .join("\n"),

  drafted(description, before, now) {
    let text = description.replace(/\r\n/g, "\n").trim();
    if (before && text.includes(before)) {
      const at = text.indexOf(before);
      text = `${text.slice(0, at).trimEnd()}\n${text.slice(at + before.length).trimStart()}`.trim();
    }
    for (const line of now.split("\n")) {
      const longer = text ? `${text}\n${line}` : line;
      if (line && !text.split("\n").includes(line) && Array.from(longer).length <= wording.most) text = longer;
    }
    return text;
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=draft]");
  if (!button) return;
  event.preventDefault();
  const { elements } = button.form, before = elements.drafted, told = elements.description;
  const answers = Array.from(button.form.querySelectorAll("[data-label]"), (one) => [one.dataset.label, one.value]);
  const now = wording.draft(answers);
  told.value = wording.drafted(told.value, before.value.replace(/\r\n/g, "\n").trim(), now);
  before.value = now;
  told.focus();
});
