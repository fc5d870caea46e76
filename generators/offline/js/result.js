// The result on one screen: the sentence, then what to do with the remedy first, the personal list, dates, fees, what follows.
// In: a verdict, the standing, the answers. Out: elements in the classes of the site, so that it prints like a notice.
// The surprising thing: before every paper was gone through, it says so and names no paper as missing that nobody asked about.
(function (banshi) {
  "use strict";

  const { h } = banshi.dom;
  const { TONES, answered, basisText, button, callout, outlook, stepper } = banshi.parts;
  const ACTIONS = ["supply", "correct", "replace", "none"];
  const TONE_OF = { supply: "", correct: "ok", replace: "warn" };
  const LONGEST_LINE = 70;
  const ENDED = ["refuse", "not_competent", "not_required"];

  // `view`: {verdict, standing, answers, partial}
  function screen(app, view) {
    const { words, program } = app.matter;
    const say = (key, fields) => words.say(key, fields);
    const { verdict, standing } = view;
    const goesOn = !ENDED.includes(verdict.acceptance);
    const [tone, sign] = TONES[verdict.acceptance];
    const advice = verdict.findings.filter((finding) => finding.effect === "ineligible");
    const reasons = goesOn ? [] : verdict.findings.filter((finding) => finding.effect === verdict.acceptance);
    const defects = verdict.findings.filter((finding) => finding.effect !== "ineligible" && !reasons.includes(finding));
    return h("div", { class: "result" },
      h("p", { class: "print-only running" }, say("offline.result.running", { matter: program.name, day: words.fullDay(app.on) })),
      h("div", { class: "verdict-card " + tone }, h("div", { class: "large" },
        h("span", { class: "sign", "aria-hidden": "true" }, sign),
        h("div", null, h("h1", { tabindex: "-1" }, headline().replace(/^[a-z]/, (letter) => letter.toUpperCase())),
          headline().endsWith(verdict.acceptance_text) ? null : h("p", { class: "outcome-text" }, verdict.acceptance_text),
          goesOn && !view.partial ? h("p", null, verdict.eligibility_text) : null,
          verdict.acceptance_basis.length ? h("p", { class: "basis" }, say("notice.basis", { basis: basisText(words, verdict.acceptance_basis) })) : null))),
      view.partial ? partial() : null,
      reasons.length ? section("reasons", say("notice.heading." + verdict.acceptance), fixes(reasons, false)) : null,
      defects.length ? section("defects", say("web.result.defects", { n: String(defects.length) }), fixes(defects, true)) : null,
      repairPart(),
      verdict.questions.length ? section("questions", say("web.result.questions", { n: String(verdict.questions.length) }), questions()) : null,
      advice.length && goesOn ? section("advice", say("web.result.advice", { n: String(advice.length) }), fixes(advice, false)) : null,
      verdict.acceptance === "not_required" || verdict.acceptance === "not_competent" ? null
        : section("materials", say("offline.list.title"), materials(app, verdict.materials, !view.partial, "h3")),
      verdict.deadlines.some((line) => line.day || line.promised_day) ? section("dates", say("notice.heading.dates"), timeline(),
        app.maySave ? h("p", { class: "act" }, button(say("offline.dates.keep"), () => app.keepDates(verdict))) : null) : null,
      goesOn ? section("fees", say("notice.heading.fees"), fees(app, verdict.fees)) : null,
      verdict.consequences.length ? section("grounds", say("offline.result.follows"), items(verdict.consequences, "dots")) : null,
      verdict.remarks.length ? section("remarks", say("web.result.remarks"), items(verdict.remarks, "dots")) : null,
      actions(app, answersPart()),
      h("p", { class: "small muted" }, verdict.disclaimer + (words.language === "en" ? " " : "") + say("offline.result.edition", { day: words.day(day(verdict.edition)), on: words.fullDay(app.on) })));

    function section(id, heading, ...content) {
      return h("section", { class: "section" + (id === "defects" || id === "reasons" ? " lead" : ""), "aria-labelledby": id }, h("h2", { id }, heading), content);
    }

    // The whole result in one sentence, as generators/result.py says it.
    function headline() {
      const sentence = (key, n) => say("result.sentence." + key, n === undefined ? {} : { n: String(n) });
      if (view.partial) return verdict.acceptance_text;
      if (verdict.acceptance === "undetermined") return sentence("open", Math.max(verdict.questions.length, 1));
      if (verdict.acceptance === "accept") {
        return sentence(verdict.materials.some((line) => line.need === "needed") ? "ready" : "bring.none");
      }
      const { repair } = view;
      if (repair && repair.possible && ["supplement", "correct_on_spot"].includes(verdict.acceptance)) {
        const n = repair.changes.length;
        if (repair.after === "accept_tolerating") return sentence("repair.tolerating", n);
        if (repair.after === "undetermined") return sentence("repair.open", n);
        return n === 1 ? sentence("repair.one") : sentence("repair", n);
      }
      return verdict.acceptance_text;
    }

    function partial() {
      return [callout("muted", "？", say("web.result.short"), ""),
        h("p", { class: "buttons" }, button(say("web.result.go_on"), () => app.goOn(), "button"))];
    }

    // By what is to be done: supply, correct, replace; the remedy first, the article last.
    function fixes(findings, lead) {
      const inOrder = ACTIONS.flatMap((action) => findings.filter((finding) => finding.action === action));
      return h("ol", { class: lead ? "fixes" : "fixes advice" }, inOrder.map((finding) => h("li", null,
        h("div", null,
          h("p", { class: "remedy" }, finding.action === "none" ? null
            : h("span", { class: "chip " + TONE_OF[finding.action] }, say("verdict.action." + finding.action)), finding.action === "none" ? "" : " ", finding.remedy),
          h("p", { class: "wrong" }, finding.text),
          finding.explanation.length ? h("details", { class: "why no-print" }, h("summary", null, say("web.result.explained")),
            h("ul", { class: "lines" }, finding.explanation.map((line) => h("li", { class: line.startsWith("  ") ? "below" : null }, line.trim())))) : null,
          finding.basis.length ? h("p", { class: "source" }, say("notice.basis", { basis: basisText(words, finding.basis) })) : null),
        finding.material ? h("p", { class: "act" }, button(say("web.result.change"), () => app.change({ paper: finding.requirement }), "second",
          { "aria-label": say("web.result.change.what", { what: finding.remedy }) })) : null)));
    }

    function questions() {
      return h("ol", { class: "fixes advice" }, verdict.questions.map((question) => h("li", null,
        h("div", null, h("p", { class: "remedy" }, question.ask), h("p", { class: "wrong" }, question.local ? question.hint : question.why)),
        question.local ? null : h("p", { class: "act" }, button(say("web.result.answer"), () => app.change({ fact: question.fact }), "second",
          { "aria-label": say("web.result.answer.what", { what: question.ask }) })))));
    }

    function repairPart() {
      const repair = view.repair;
      if (repair && !repair.possible && verdict.acceptance === "supplement") return callout("stop", "✕", say("offline.repair.not"), "");
      if (!repair || !repair.changes.length || repair.changes.length >= defects.length) return null;
      return section("repair", say("offline.repair.title", { n: String(repair.changes.length) }),
        items(repair.changes, "numbers"), h("p", { class: "muted small" }, say("offline.repair.reaches", { outcome: repair.outcome })));
    }

    function timeline() {
      const marks = [[app.on, say("clock.event.received"), "muted"]];
      for (const line of verdict.deadlines) {
        const provisional = line.provisional ? say("notice.provisional") : "";
        if (line.promised_day) marks.push([day(line.promised_day), say("notice.promised", { label: line.label }) + provisional, "ok"]);
        if (line.day) {
          const text = say("notice.statutory", { label: line.label, limit: line.limit }) + provisional;
          marks.push([day(line.day), text + (line.note ? say("offline.joined", { note: line.note }) : ""), line.kind === "notice" ? "warn" : "plain"]);
        }
        if (line.extended_day) marks.push([day(line.extended_day), say("notice.extended", { label: line.label }), "muted"]);
      }
      marks.sort((a, b) => a[0] - b[0]);
      return drawn(app, marks);
    }

    function answersPart() {
      const told = answered(app.matter, view.answers);
      if (!told.length) return null;
      return h("details", { class: "why" }, h("summary", null, say("web.so_far.answers", { n: String(told.length) })),
        h("dl", { class: "answers" }, told.map(({ fact, label, value }) => h("div", null, h("dt", null, label),
          h("dd", null, value + " ", button(say("web.so_far.change"), () => app.change({ fact }), "link",
            { "aria-label": say("web.so_far.change.what", { what: label }) }))))));
    }
  }

  function day(text) {
    return banshi.values.normalise(text, { type: "date" });
  }

  function items(lines, kind) {
    return h("ul", { class: "items " + kind }, lines.map((line) => h("li", null, h("span", { class: "said" }, line))));
  }

  // The calendar from the day of receipt to the last day, unless it would fill the page; and what falls on which day.
  function drawn(app, marks) {
    const { words } = app.matter;
    const first = marks[0][0], last = marks[marks.length - 1][0];
    const length = last - first + 1;
    const cells = [], kinds = new Set();
    for (let at = first; length > 1 && length <= LONGEST_LINE && at <= last; at += 1) {
      const { month, date } = banshi.values.civil(at);
      const kind = app.matter.calendar.kind(at);
      kinds.add(kind);
      const here = marks.map((mark, index) => [mark, index + 1]).filter(([mark]) => mark[0] === at);
      if (at === first || date === 1) cells.push(h("span", { class: "month" }, words.say("clock.month." + month)));
      cells.push(h("span", { class: "day " + kind + (here.length ? " marked " + here[0][0][2] : "") }, String(date),
        here.length ? h("b", null, here.map(([, number]) => number).join(" ")) : null));
    }
    return h("figure", { class: "timeline" }, h("figcaption", null, words.say("notice.time-line")),
      cells.length ? h("div", { class: "days", "aria-hidden": "true" }, cells) : null,
      h("ol", { class: "marks" }, marks.map(([at, text, tone], index) => h("li", { class: tone },
        h("b", { "aria-hidden": "true" }, String(index + 1)), h("span", { class: "when" }, words.fullDay(at)), " ", h("span", null, text)))),
      kinds.size ? h("ul", { class: "kinds", "aria-hidden": "true" }, [...kinds].map((kind) =>
        h("li", null, h("span", { class: "day " + kind }), words.say("clock.kind-of-day." + kind)))) : null);
  }

  function fees(app, given) {
    const { words } = app.matter;
    const capitals = given.charged && given.total !== null && words.language !== "en" ? banshi.typed.capitals(given.total) : null;
    const rows = given.items.map((item) => h("tr", null, h("th", { scope: "row" }, item.name,
      h("span", { class: "source line" }, basisText(words, item.basis))),
    h("td", { class: "number" }, words.say("notice.times", { n: String(item.times) })),
    h("td", { class: "number" }, words.say("notice.yuan", { amount: banshi.fees.amountText(banshi.fees.decimal(item.total)) }))));
    return [h("p", { class: "fee-total" }, given.text + (capitals ? words.say("offline.capitals", { capitals: app.chinese(capitals) }) : "")),
      rows.length > 1 ? h("table", { class: "plain" }, h("tbody", null, rows)) : null,
      given.reductions.map((text) => h("p", { class: "muted" }, text))];
  }

  // The personal list: what to bring, ticked on paper; what depends; what need not be brought and why.
  function materials(app, lines, judged, level) {
    const { words } = app.matter;
    const say = (key, fields) => words.say(key, fields);
    const bring = lines.filter((line) => line.need === "needed");
    const maybe = lines.filter((line) => line.need === "unknown");
    const spared = lines.filter((line) => ["shared", "waived", "not_needed"].includes(line.need));
    const form = (line) => app.matter.papers.get(line.requirement);
    const entry = (line) => {
      const paper = form(line);
      const sources = [...new Set(paper.forms.map((each) => each.source).filter(Boolean))];
      const state = judged ? (line.in_order ? ["ok", "✓ " + say("offline.list.fine")] : ["warn", "！ " + say("offline.list.lacking")]) : null;
      return h("li", { class: judged && line.in_order ? "fine" : null },
        h("span", { class: "box", "aria-hidden": "true" }),
        h("div", null, h("span", { class: "name" }, line.name),
          state ? h("span", { class: "chip state " + state[0] }, state[1]) : null,
          h("span", { class: "note" }, line.form + (sources.length ? say("offline.joined", { note: words.listed(sources) }) : "")),
          line.need === "unknown" && line.condition ? h("span", { class: "condition" }, say("verdict.need.when", { condition: line.condition })) : null,
          paper.fill ? h("span", { class: "note" }, paper.fill) : null));
    };
    const why = (line) => (line.need === "shared" ? say("verdict.need.shared") : line.need === "waived"
      ? line.reason || say("verdict.need.waived") : say("offline.list.not-needed", { condition: line.condition || "" }));
    return [
      bring.length ? [h(level, { class: "group" }, say("offline.list.bring", { n: String(bring.length) })), h("ul", { class: "checklist" }, bring.map(entry))]
        : maybe.length ? null : h("p", null, say("offline.list.nothing")),
      maybe.length ? [h(level, { class: "group" }, say("offline.list.unknown", { n: String(maybe.length) })), h("ul", { class: "checklist" }, maybe.map(entry))] : null,
      spared.length ? h("details", { class: "spared-list" }, h("summary", null, say("offline.list.spared", { n: String(spared.length) })),
        h("ul", { class: "items spared" }, spared.map((line) => h("li", null, h("span", { class: "said" }, h("s", null, line.name)),
          h("span", { class: "note" }, why(line)))))) : null,
    ];
  }

  function actions(app, told) {
    const { words } = app.matter;
    const say = (key) => words.say(key);
    return h("section", { class: "section keep-panel", "aria-labelledby": "keep" }, h("h2", { id: "keep" }, say("web.result.keep")),
      h("p", { class: "buttons" },
        app.mayPrint ? button(say("offline.print"), () => window.print(), "button") : null,
        app.maySave ? button(say("offline.save"), () => app.save()) : null,
        app.kiosk ? button(say("offline.kiosk.finish"), () => app.reset(), app.mayPrint ? "second" : "button")
          : button(say("offline.again"), () => app.reset(), "link"),
        button(say("web.check.back"), () => app.back(), "link")),
      told,
      app.kiosk ? null : h("p", { class: "small" }, h("a", { href: app.guide }, say("offline.result.guide"))));
  }

  // What is enough to be accepted, by number.
  function promise(words, standing) {
    const n = standing.materials.filter((line) => line.need === "needed").length;
    const key = n > 1 ? "bring" : n === 1 ? "bring.one" : "bring.none";
    return words.say("result.sentence." + key, n > 1 ? { n: String(n) } : {});
  }

  // After the facts, before the papers: the personal list, and whether to go through it.
  function listScreen(app, view) {
    const { words, program } = app.matter;
    const say = (key, fields) => words.say(key, fields);
    const { standing } = view;
    return h("div", { class: "result list" },
      stepper(say, "papers"),
      h("h1", { tabindex: "-1" }, say("offline.list.title")),
      h("p", { class: "print-only running" }, say("offline.result.running", { matter: program.name, day: words.fullDay(app.on) })),
      callout(...TONES[standing.outlook], standing.outlook === "accept" ? promise(words, standing) : outlook(words, standing)),
      h("section", { class: "section", "aria-label": say("offline.list.title") }, materials(app, standing.materials, false, "h2")),
      h("section", { class: "section", "aria-labelledby": "fees" }, h("h2", { id: "fees" }, say("notice.heading.fees")), fees(app, standing.fees)),
      standing.office_facts.length ? h("p", { class: "muted small" }, say("offline.office", { facts: words.listed(standing.office_facts.map((each) => each.label)) })) : null,
      h("div", { class: "section keep-panel" },
        h("p", { class: "lead-in" }, say("offline.list.offer")),
        h("p", { class: "buttons" },
          button(say("offline.list.go-on", { n: String(standing.papers_left) }), () => app.goOn(), "button"),
          app.mayPrint ? button(say("offline.print.list"), () => window.print()) : null,
          button(say("web.check.back"), () => app.back(), "link"))));
  }

  banshi.result = { listScreen, screen };
})(globalThis.banshi);
