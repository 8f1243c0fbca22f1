// Reads a text aloud. Voices differ by phone and load late; long utterances are cut off by
// Chromium after about 15 s, so sentences are spoken one by one (talkrapp.com/speechSynthesis.html).
(() => {
  const speech = self.speechSynthesis;
  if (!speech || !self.SpeechSynthesisUtterance) return;

  let speaking = null;
  let turn = 0;

  // Without a voice for the page's language the button would only seem to work.
  function show() {
    if (!voice().one) return;
    document.querySelectorAll("[data-listen][hidden]").forEach((button) => {
      button.hidden = false;
    });
  }

  function voice() {
    const lang = document.documentElement.lang.replace("zh-Hans", "zh-CN");
    // Some Androids name Mandarin by its own code.
    const known = lang === "zh-CN" ? ["zh", "cmn"] : [lang.slice(0, 2)];
    const found = speech.getVoices().filter((one) => known.includes(one.lang.split(/[-_]/)[0].toLowerCase()));
    return { lang, one: found.find((v) => v.localService) || found[0] };
  }

  function sentences(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("form, nav, button, svg, .unseen").forEach((part) => part.remove());
    copy.querySelectorAll("h1, h2, h3, p, li, dt, dd, tr, br, div").forEach((part) => part.append("\n"));
    // A full stop ends a sentence only before a space: 4.80 is one word.
    return (copy.textContent.match(/(?:[^。！？；.!?;\n]|\.(?=\S))+[。！？；.!?;]*/g) || [])
      .map((text) => text.trim())
      .filter(Boolean);
  }

  function label(button, on) {
    const words = button.querySelector("span");
    button.dataset.start ||= words.textContent;
    words.textContent = on ? button.dataset.stop : button.dataset.start;
  }

  function stop() {
    turn += 1;
    speech.cancel();
    if (speaking) label(speaking, false);
    speaking = null;
  }

  function read(texts, mine, how) {
    if (mine !== turn) return;
    if (!texts.length) return stop();
    const words = new SpeechSynthesisUtterance(texts[0]);
    words.lang = how.lang;
    if (how.one) words.voice = how.one;
    words.rate = 0.9;
    words.onend = words.onerror = () => read(texts.slice(1), mine, how);
    speech.speak(words);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-listen]");
    if (!button) return;
    const again = button === speaking;
    stop();
    const target = document.getElementById(button.dataset.listen);
    if (again || !target) return;
    speaking = button;
    label(button, true);
    const mine = turn;
    // Chromium drops what is spoken in the same breath as a cancel.
    setTimeout(() => read(sentences(target), mine, voice()), 60);
  });

  addEventListener("pagehide", stop);
  speech.onvoiceschanged = show;
  show();
})();
