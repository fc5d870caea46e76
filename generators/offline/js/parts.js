// What several screens share: the way through the pre-check, errors, notices, one field, the list beside.
// In: words and data. Out: elements. The surprising thing: an error is told three times, for three ways of reading: above, where the
// focus goes; at its field; and in the title of the page.
(function (banshi) {
  "use strict";

  const { h } = banshi.dom;
  const STAGES = ["facts", "papers", "done"];
  const TONES = {
    accept: ["ok", "✓"], accept_tolerating: ["ok", "✓"], not_required: ["ok", "✓"], correct_on_spot: ["warn", "！"],
    supplement: ["warn", "！"], undetermined: ["muted", "？"], refuse: ["stop", "✕"], not_competent: ["stop", "✕"],
  };

  function stepper(say, stage) {
    const here = STAGES.indexOf(stage);
    return h("ol", { class: "stepper", "aria-label": say("web.check.steps") }, STAGES.map((name, index) =>
      h("li", { class: index === here ? "here" : index < here ? "past" : null, "aria-current": index === here ? "step" : null },
        h("span", { class: "dot", "aria-hidden": "true" }, index < here ? "✓" : String(index + 1)),
        say("web.check.step." + name))));
  }

  // `found`: [{anchor, text}]. The list is announced, and each line leads to its field.
  function errors(say, found) {
    if (!found.length) return null;
    const title = found.length === 1 ? say("web.errors.title.one") : say("web.errors.title", { n: String(found.length) });
    return h("div", { class: "errors", role: "alert", tabindex: "-1", id: "errors" },
      h("h2", null, title),
      h("ul", null, found.map(({ anchor, text }) =>
        h("li", null, h("a", { href: "#" + anchor, on: { click: (event) => {
          event.preventDefault();
          const field = document.getElementById(anchor);
          if (field) field.focus();
        } } }, text)))));
  }

  function wrong(id, text) {
    return text ? h("p", { class: "wrong-field", id: id + "-wrong" }, h("span", { "aria-hidden": "true" }, "！"), text) : null;
  }

  function callout(tone, sign, title, text, lines, large) {
    return h("div", { class: "callout " + tone + (large ? " large" : ""), role: large ? null : "note" },
      h("span", { class: "sign", "aria-hidden": "true" }, sign),
      h("div", null, h("strong", null, title), text ? h("span", { class: "says" }, text) : null,
        lines && lines.length ? h("ul", { class: "lines" }, lines.map((line) => h("li", null, line))) : null));
  }

  function button(label, onClick, kind, more) {
    return h("button", { type: "button", class: kind || "second", on: { click: onClick }, ...more }, label);
  }

  function basisText(words, lines) {
    const said = lines.map((line) => line.text + (line.verified === "text" ? "" : words.say("verdict.verified." + line.verified)));
    return words.listed(new Set(said));
  }

  function why(words, text, basis, more) {
    const { say } = words;
    return h("details", { class: "why" }, h("summary", null, words.say("web.fact.why")), h("p", null, text),
      more ? h("p", null, more) : null,
      basis.length ? h("p", { class: "source" }, words.say("web.fact.basis", { basis: basisText(words, basis) })) : null);
  }

  // The aside: the outlook, what to bring, what was answered. `app` changes and saves.
  function aside(app, standing, answers) {
    const { words } = app.matter;
    const say = (key, fields) => words.say(key, fields);
    const [tone, sign] = TONES[standing.outlook];
    const of = (need) => standing.materials.filter((line) => line.need === need);
    const seen = (line) => answers.papers === null || answers.papers.has(line.requirement);
    const list = (lines, mark) => h("ul", { class: "papers-list" }, lines.map((line) =>
      h("li", { class: seen(line) ? (line.in_order ? "seen" : "lacking") : null }, h("span", { class: "mark-sign", "aria-hidden": "true" }, mark(line)),
        h("span", null, line.name))));
    const bring = of("needed"), maybe = of("unknown");
    const told = answered(app.matter, answers);
    const wide = window.matchMedia("(min-width: 60rem)").matches;
    return h("aside", { class: "so-far", "aria-labelledby": "so-far" },
      h("h2", { id: "so-far" }, say("web.so_far.title")),
      h("p", { class: "outlook " + tone }, h("span", { class: "sign", "aria-hidden": "true" }, sign), h("span", null, outlook(words, standing))),
      standing.settled && !standing.complete ? h("p", { class: "small muted" }, say("web.so_far.settled")) : null,
      bring.length ? h("details", { open: wide }, h("summary", null, say("web.so_far.bring", { n: String(bring.length) })),
        list(bring, (line) => (line.in_order ? "✓" : seen(line) ? "！" : "·"))) : null,
      maybe.length ? h("details", null, h("summary", null, say("web.so_far.open", { n: String(maybe.length) })),
        list(maybe, () => "?")) : null,
      told.length ? h("details", { open: wide && told.length < 6 },
        h("summary", null, say("web.so_far.answers", { n: String(told.length) })),
        h("dl", { class: "answers" }, told.map(({ fact, label, value }) => h("div", null, h("dt", null, label),
          h("dd", null, value + " ", button(say("web.so_far.change"), () => app.change({ fact }), "link",
            { "aria-label": say("web.so_far.change.what", { what: label }) })))))) : null,
      app.maySave ? h("p", { class: "keep" }, button(say("offline.save"), () => app.save())) : null);
  }

  function outlook(words, standing) {
    if (standing.outlook === "accept") return words.say("offline.outlook.accept");
    if (standing.outlook === "undetermined") return words.say("offline.outlook.open");
    return words.say("offline.outlook.other", { outcome: standing.outlook_text });
  }

  // What was answered, in words; what could name a person is masked.
  function answered(matter, answers) {
    return matter.program.interview.positions.filter((name) => answers.facts.has(name) || answers.skipped.has(name))
      .map((name) => {
        const fact = matter.facts.get(name);
        const value = banshi.values.normalise(answers.facts.get(name), fact);
        const skipped = answers.skipped.has(name) || value instanceof banshi.values.NotGiven;
        return { fact: name, label: fact.label, value: skipped ? matter.words.say("web.fact.skipped") : matter.words.given(value, fact) };
      });
  }

  banshi.parts = { TONES, answered, aside, basisText, button, callout, errors, outlook, stepper, why, wrong };
})(globalThis.banshi);
