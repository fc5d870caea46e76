// One fact question: a screen with one thing to answer, and why it is asked.
// In: the question of a standing, what was answered before. Out: a form; `onAnswer(raw)` or `onSkip()` when it is sent.
// The surprising thing: a field is judged by the same `normalise` as a whole submission, so nothing passes here that would not count.
(function (banshi) {
  "use strict";

  const { h } = banshi.dom;
  const { button, errors, why, wrong } = banshi.parts;
  const NONE = "none-of-these";

  // `view`: {question, given, onAnswer, onSkip, onBack, progress, top}
  function screen(app, view, found) {
    const { matter } = app;
    const { words } = matter;
    const say = (key, fields) => words.say(key, fields);
    const { question } = view;
    const fact = matter.facts.get(question.fact);
    const choosing = ["boolean", "choice", "choices"].includes(fact.type);
    const described = [question.hint ? "hint" : null, found ? "answer-wrong" : null].filter(Boolean).join(" ") || null;
    const hint = question.hint ? h("p", { class: "hint", id: "hint" }, question.hint) : null;
    const field = choosing ? tiles() : typed();
    return h("form", { class: "question-form", novalidate: true, on: { submit } },
      h("p", { class: "progress" }, view.progress),
      field,
      why(words, question.why, question.basis),
      h("p", { class: "buttons" },
        h("button", { class: "button" }, say("web.check.next")),
        button(say("web.fact.skip"), view.onSkip),
        button(say("web.check.back"), view.onBack, "link")));

    function tiles() {
      const options = fact.type === "boolean"
        ? [["yes", say("web.fact.yes")], ["no", say("web.fact.no")]]
        : fact.type === "choices" ? [...fact.options, [NONE, say("web.fact.none")]] : fact.options;
      const chosen = new Set([view.given].flat().map((each) => (each === true ? "yes" : each === false ? "no" : each)));
      if (fact.type === "choices" && Array.isArray(view.given) && !view.given.length) chosen.add(NONE);
      const type = fact.type === "choices" ? "checkbox" : "radio";
      return h("fieldset", { class: "field", "aria-describedby": described },
        h("legend", null, h("h1", { tabindex: "-1" }, question.ask)), hint, wrong("answer", found),
        h("div", { class: "tiles" + (fact.type === "boolean" ? " two" : "") }, options.map(([id, label], index) =>
          h("label", { class: "tile", for: "answer-" + index },
            h("input", { id: "answer-" + index, type, name: "answer", value: id, checked: chosen.has(id), on: { change: exclusive } }),
            h("span", null, label)))));
    }

    function typed() {
      const numeric = ["integer", "money", "decimal"].includes(fact.type);
      const given = typeof view.given === "string" || typeof view.given === "number" ? String(view.given) : "";
      return h("div", { class: "field" },
        h("h1", { tabindex: "-1" }, h("label", { for: "answer-0" }, question.ask)), hint, wrong("answer", found),
        h("div", { class: "typed" },
          h("input", {
            id: "answer-0", name: "answer", type: fact.type === "date" ? "date" : "text", inputmode: numeric ? "decimal" : null,
            class: numeric ? "short" : null, autocomplete: "off", spellcheck: "false", maxlength: fact.type === "date" ? null : "400",
            min: fact.type === "date" ? "0001-01-01" : null, max: fact.type === "date" ? "9999-12-31" : null,
            value: given, "aria-describedby": described, "aria-invalid": found ? "true" : null,
          }),
          question.unit ? h("span", { class: "unit" }, question.unit) : null));
    }

    // "None of these" and the others exclude each other.
    function exclusive(event) {
      if (fact.type !== "choices" || !event.target.checked) return;
      for (const box of event.target.form.querySelectorAll("input[name=answer]")) {
        if ((box.value === NONE) !== (event.target.value === NONE)) box.checked = false;
      }
    }

    function submit(event) {
      event.preventDefault();
      const [raw, problem] = read(event.target);
      if (problem) app.refuse([{ anchor: "answer-0", text: problem }], screen(app, { ...view, given: raw }, problem));
      else view.onAnswer(raw);
    }

    function read(form) {
      const ticked = [...form.querySelectorAll("input[name=answer]:checked")].map((each) => each.value);
      if (choosing && !ticked.length) return [undefined, say("web.fact.missing.choice")];
      if (fact.type === "boolean") return [ticked[0] === "yes", null];
      if (fact.type === "choice") return [ticked[0], null];
      if (fact.type === "choices") return [ticked.filter((each) => each !== NONE), null];
      const input = form.querySelector("input[name=answer]");
      const raw = banshi.typed.raw(input.value, fact);
      if (raw === "" && !(input.validity && input.validity.badInput)) return [raw, say("web.fact.missing.text")];
      const value = banshi.values.normalise(raw, fact);
      if (!(value instanceof banshi.values.NotGiven)) return [raw, null];
      return [raw, say("web.fact.wrong", { label: fact.label, reason: words.reason(value, fact) })];
    }
  }

  banshi.question = { screen: (app, view) => screen(app, view, null), errors };
})(globalThis.banshi);
