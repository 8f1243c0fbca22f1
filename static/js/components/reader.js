// Reads a text aloud. Voices differ by phone and load late; long utterances are cut off by
// Chromium after about 15 s, so sentences are spoken one by one (talkrapp.com/speechSynthesis.html).
(function () {
  "use strict";
  var speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  var speaking = null;
  var turn = 0;

  // Without a voice for the page's language the button would only seem to work.
  function show() {
    if (!voice().one) return;
    document.querySelectorAll("[data-listen][hidden]").forEach(function (button) {
      button.hidden = false;
    });
  }

  function voice() {
    var lang = document.documentElement.lang.replace("zh-Hans", "zh-CN");
    // Some Androids name Mandarin by its own code.
    var known = lang === "zh-CN" ? ["zh", "cmn"] : [lang.slice(0, 2)];
    var found = speech.getVoices().filter(function (one) {
      return known.indexOf(one.lang.split(/[-_]/)[0].toLowerCase()) >= 0;
    });
    return { lang: lang, one: found.find(function (v) { return v.localService; }) || found[0] };
  }

  function sentences(element) {
    var copy = element.cloneNode(true);
    copy.querySelectorAll("form, nav, button, svg, .unseen").forEach(function (part) { part.remove(); });
    copy.querySelectorAll("h1, h2, h3, p, li, dt, dd, tr, br, div").forEach(function (part) { part.append("\n"); });
    // A full stop ends a sentence only before a space: 4.80 is one word.
    return (copy.textContent.match(/(?:[^。！？；.!?;\n]|\.(?=\S))+[。！？；.!?;]*/g) || [])
      .map(function (text) { return text.trim(); })
      .filter(Boolean);
  }

  function label(button, on) {
    var words = button.querySelector("span");
    button.dataset.start = button.dataset.start || words.textContent;
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
    var words = new SpeechSynthesisUtterance(texts[0]);
    words.lang = how.lang;
    if (how.one) words.voice = how.one;
    words.rate = 0.9;
    words.onend = words.onerror = function () { read(texts.slice(1), mine, how); };
    speech.speak(words);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-listen]");
    if (!button) return;
    var again = button === speaking;
    stop();
    var target = document.getElementById(button.dataset.listen);
    if (again || !target) return;
    speaking = button;
    label(button, true);
    var mine = turn;
    // Chromium drops what is spoken in the same breath as a cancel.
    setTimeout(function () { read(sentences(target), mine, voice()); }, 60);
  });

  window.addEventListener("pagehide", stop);
  speech.onvoiceschanged = show;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
})();
