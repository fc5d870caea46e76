// A screen for everybody in a hall: large, on its own, and empty again when a person has gone.
// In: the app, the settings behind `?kiosk` or `#kiosk`. Out: a watch over idle time. The surprising thing: answers are wiped by
// forgetting them; there is nothing else to clear, because nothing is stored anywhere.
(function (banshi) {
  "use strict";

  const { h } = banshi.dom;
  const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "input", "wheel", "touchstart"];
  const WARNING = 20;

  // `?kiosk`, `#kiosk`, `?kiosk=90&print&save`: seconds until the warning, and what may be taken along.
  function settings(place) {
    const given = new URLSearchParams(place.search);
    new URLSearchParams(place.hash.slice(1)).forEach((value, name) => given.set(name, value));
    if (!given.has("kiosk")) return null;
    const seconds = Number(given.get("kiosk")) || 60;
    return { seconds: Math.min(Math.max(seconds, 10), 600), print: given.has("print"), save: given.has("save") };
  }

  function watch(app, { seconds }) {
    const { words } = app.matter;
    let last = Date.now();
    let left = 0;
    const count = h("strong", { class: "count" });
    const voice = h("p", { "aria-live": "assertive", class: "vh" });
    const dialog = h("dialog", { class: "still-there", "aria-labelledby": "still-there" },
      h("h2", { id: "still-there", tabindex: "-1" }, words.say("offline.kiosk.still-there")),
      h("p", null, count), voice,
      h("p", { class: "buttons" },
        h("button", { type: "button", class: "button", on: { click: stay } }, words.say("offline.kiosk.stay")),
        h("button", { type: "button", class: "second", on: { click: wipe } }, words.say("offline.kiosk.finish"))));
    document.body.append(dialog);
    dialog.addEventListener("cancel", stay);
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, () => { if (!dialog.open) last = Date.now(); }, { passive: true });

    function stay() {
      last = Date.now();
      if (dialog.open) dialog.close();
      app.focus();
    }

    function wipe() {
      last = Date.now();
      if (dialog.open) dialog.close();
      app.reset();
    }

    function tick() {
      const idle = (Date.now() - last) / 1000;
      if (app.isAtStart()) return;
      if (!dialog.open && idle >= seconds) dialog.showModal();
      if (!dialog.open) return;
      const now = Math.max(0, Math.ceil(seconds + WARNING - idle));
      if (now === left) return;
      left = now;
      const said = words.say("offline.kiosk.countdown", { n: String(left) });
      count.textContent = said;
      if (left % 10 === 0 || left === 5) voice.textContent = said;
      if (left === 0) wipe();
    }

    setInterval(tick, 500);
    document.documentElement.classList.add("kiosk");
  }

  function wholeScreen() {
    const page = document.documentElement;
    if (!document.fullscreenElement && page.requestFullscreen) page.requestFullscreen().catch(() => undefined);
  }

  banshi.kiosk = { settings, watch, wholeScreen };
})(globalThis.banshi);
