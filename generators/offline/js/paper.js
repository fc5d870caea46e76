// One paper question: is it there, and is it as its form demands?
// In: the paper question of a standing. Out: a form; `onAnswer(documents)` when it is sent: the very papers of a submission.
// The surprising thing: only the fields that the form demands are asked, and only once "I have it" is chosen.
(function (banshi) {
  "use strict";

  const { h } = banshi.dom;
  const { button, why, wrong } = banshi.parts;

  // `view`: {question, onAnswer, onBack, onStop, progress}; `kept`: the values and problems of a refused answer.
  function screen(app, view, kept) {
    const { words } = app.matter;
    const say = (key, fields) => words.say(key, fields);
    const { question } = view;
    const problems = kept ? kept.problems : new Map();
    const values = kept ? kept.values : new Map();
    const many = question.ways.length > 1;
    const materials = new Set(question.ways.map((way) => way.material)).size;
    const ways = question.ways.map((way, index) => wayPart(way, String(index)));
    const facts = [["web.paper.standard", question.standard], ["web.paper.fill", question.fill]].filter(([, text]) => text);
    return h("form", { class: "question-form", novalidate: true, on: { submit } },
      h("p", { class: "progress" }, view.progress),
      h("h1", { tabindex: "-1" }, question.name),
      question.condition ? h("p", { class: "condition" }, say("web.paper.if", { condition: question.condition })) : null,
      facts.length ? h("dl", { class: "facts paper-facts" }, facts.map(([key, text]) =>
        h("div", null, h("dt", null, say(key)), h("dd", null, text)))) : null,
      many ? h("p", { class: "many" }, materials > question.count
        ? say("web.paper.have.ways", { n: String(question.count) }) : say("web.paper.have.all")) : null,
      ways,
      many ? relief() : null,
      why(words, question.why, question.basis, question.spots.length ? say("web.paper.spot") : null),
      h("p", { class: "buttons" },
        h("button", { class: "button" }, say("web.check.next")),
        button(say("web.paper.stop"), view.onStop),
        button(say("web.check.back"), view.onBack, "link")));

    function tile(id, type, name, value, label, note, onChange) {
      return h("label", { class: "tile", for: id },
        h("input", { id, type, name, value, checked: values.get(name) === value, on: onChange ? { change: onChange } : null }),
        h("span", null, label, note ? h("span", { class: "note" }, note) : null));
    }

    function wayPart(way, n) {
      const name = "have." + n;
      const options = [["paper", say("ask.paper.have.paper"), null]];
      if (way.electronic) options.push(["electronic", say("ask.paper.have.electronic"), null]);
      options.push(["none", say("ask.paper.have.none"), null]);
      if (!many && question.may_promise) options.push(["promise", say("ask.paper.have.promise"), question.may_promise.text]);
      if (!many && question.may_follow) options.push(["follow", say("ask.paper.have.follow"), question.may_follow.text]);
      const look = way.fields.length ? lookPart(way, n) : null;
      const show = (have) => {
        if (!look) return;
        look.hidden = have !== "paper" && have !== "electronic";
        for (const each of look.querySelectorAll(".numbers")) each.hidden = have === "electronic";
      };
      show(values.get(name));
      return h("section", { class: "way", "aria-label": many ? way.name : null },
        many ? h("h2", null, way.name) : null,
        h("p", { class: "way-form" }, h("span", { class: "chip" }, way.form), h("span", { class: "chip" }, way.source)),
        h("fieldset", { class: "field", "aria-describedby": problems.has(name) ? "have-" + n + "-wrong" : null },
          h("legend", null, say("web.paper.have"), many ? h("span", { class: "vh" }, way.name) : null),
          wrong("have-" + n, problems.get(name)),
          h("div", { class: "tiles" }, options.map(([id, label, note], index) =>
            tile("have-" + n + "-" + index, "radio", name, id, label, note, () => show(id))))),
        look);
    }

    function lookPart(way, n) {
      return h("fieldset", { class: "look" },
        h("legend", null, say("web.paper.look"), many ? h("span", { class: "vh" }, way.name) : null),
        way.fields.map((field) => fieldPart(field, n)));
    }

    function fieldPart(field, n) {
      const name = field.name + "." + n, id = field.name + "-" + n;
      if (field.type === "boolean") {
        return h("label", { class: "tick", for: id },
          h("input", { id, type: "checkbox", name, value: "yes", checked: values.get(name) === "yes" }),
          h("span", null, say(field.name === "signed" ? "web.paper.signed" : "web.paper.sealed")));
      }
      const number = field.type === "integer";
      const hint = number ? say("web.paper.number", { n: field.wanted })
        : say("web.paper.day.from", { day: words.day(banshi.values.normalise(field.wanted, { type: "date" })) });
      const value = values.has(name) ? values.get(name) : number ? field.wanted : "";
      return h("div", { class: "small-field" + (number ? " numbers" : "") },
        h("label", { for: id }, field.ask), wrong(id, problems.get(name)),
        h("input", {
          id, name, type: number ? "text" : "date", inputmode: number ? "numeric" : null, maxlength: number ? "3" : null,
          class: number ? "tiny" : null, value, autocomplete: "off",
          "aria-describedby": id + "-hint" + (problems.has(name) ? " " + id + "-wrong" : ""),
          "aria-invalid": problems.has(name) ? "true" : null,
        }),
        h("span", { class: "hint", id: id + "-hint" }, hint));
    }

    function relief() {
      const options = [["promise", question.may_promise], ["follow", question.may_follow]].filter(([, way]) => way);
      if (!options.length) return null;
      return h("fieldset", { class: "field" }, h("legend", null, say("ask.paper.have.none")),
        h("div", { class: "tiles" }, options.map(([id, way], index) =>
          tile("relief-" + index, "radio", "relief", id, say("ask.paper.have." + id), way.text))));
    }

    function submit(event) {
      event.preventDefault();
      const given = new Map();
      for (const input of event.target.querySelectorAll("input")) {
        if (input.type === "radio" || input.type === "checkbox" ? input.checked : true) given.set(input.name, input.value);
        if (input.validity && input.validity.badInput) given.set(input.name, "?");
      }
      const [documents, wrongs] = read(given);
      if (!wrongs.size) view.onAnswer(documents, given);
      else {
        const found = [...wrongs].map(([name, text]) => {
          const [key, n] = name.split(".");
          return { anchor: key === "have" ? "have-" + n + "-0" : key + "-" + n, text: many ? question.ways[Number(n)].name + "：" + text : text };
        });
        app.refuse(found, screen(app, view, { values: given, problems: wrongs }));
      }
    }

    function read(given) {
      const wrongs = new Map(), documents = [];
      let around = given.get("relief");
      question.ways.forEach((way, index) => {
        const have = given.get("have." + index);
        if (have === "promise" || have === "follow") around = have;
        else if (have === undefined) wrongs.set("have." + index, say("web.paper.missing"));
        else if (have !== "none") documents.push(document(way, String(index), have === "electronic", given, wrongs));
      });
      if (!documents.length && !wrongs.size && around && question.ways.length) {
        documents.push({ ...blank(question.ways[0]), holder: "", promised: around === "promise", follows: around === "follow" });
      }
      return [documents, wrongs];
    }

    function blank(way) {
      return {
        material: way.material, originals: 0n, copies: 0n, electronic: false, holder: way.holder, issued_on: null, valid_until: null,
        signed: null, sealed: null, promised: false, follows: false,
      };
    }

    function document(way, n, electronic, given, wrongs) {
      const made = { ...blank(way), electronic };
      if (!electronic && !way.fields.some((field) => field.type === "integer")) made.originals = 1n;
      for (const field of way.fields) {
        const name = field.name + "." + n, text = (given.get(name) || "").normalize("NFKC").trim();
        if (field.type === "boolean") made[field.name] = given.get(name) === "yes";
        else if (field.type === "integer") {
          if (electronic) continue;
          if (/^[0-9]{1,3}$/.test(text)) made[field.name] = BigInt(text);
          else wrongs.set(name, say("web.paper.number.wrong"));
        } else if (text) {
          const day = banshi.values.normalise(text, { type: "date" });
          if (typeof day === "number") made[field.name] = day;
          else wrongs.set(name, say("web.paper.date.wrong"));
        }
      }
      return made;
    }
  }

  banshi.paper = {
    screen: (app, view) => screen(app, view, view.kept ? { values: view.kept, problems: new Map() } : null),
  };
})(globalThis.banshi);
