// The pre-check page: which screen is shown, going on and going back, saving and taking up again.
// In: the program in the page and the data of the site. Out: one screen at a time in <main>. The surprising thing: the whole state is
// a list of screens in memory, one for each step back; closing the page forgets it, and only a file the person saves outlives it.
(function (banshi) {
  "use strict";

  const { h } = banshi.dom;
  const { aside, button, callout, errors, stepper } = banshi.parts;
  const ASK_BEFORE_LEAVING = 3;

  class App {
    constructor(matter, main, kiosk, today) {
      this.matter = matter;
      this.main = main;
      this.kiosk = kiosk;
      this.today = today;
      this.on = today;
      this.guide = main.dataset.guide;
      this.title = document.title;
      this.maySave = !kiosk || kiosk.save;
      this.mayPrint = !kiosk || kiosk.print;
      this.screens = [{ kind: "start" }];
      this.index = 0;
      window.addEventListener("popstate", (event) => this.show((event.state && event.state.step) || 0));
      window.addEventListener("beforeunload", (event) => {
        const { answers } = this.screens[this.index];
        if (!this.kiosk && !this.saved && answers && answers.facts.size >= ASK_BEFORE_LEAVING) event.preventDefault();
      });
      history.replaceState({ step: 0 }, "");
      this.show(0, true);
    }

    say(key, fields) {
      return this.matter.words.say(key, fields);
    }

    // Capital numerals in the script of this page.
    chinese(text) {
      const written = [...this.say("offline.numerals")];
      return [...text].map((sign) => written[banshi.typed.NUMERALS.indexOf(sign)] || sign).join("");
    }

    isAtStart() {
      return this.index === 0 && !this.touched;
    }

    // ---- steps

    push(screen) {
      this.screens = [...this.screens.slice(0, this.index + 1), screen];
      history.pushState({ step: this.index + 1 }, "");
      this.show(this.index + 1);
    }

    back() {
      if (this.index > 0) history.back();
    }

    show(step, first) {
      this.index = Math.min(Math.max(step, 0), this.screens.length - 1);
      const screen = this.screens[this.index];
      this.saved = false;
      this.place(this.drawn(screen), []);
      if (!first) this.focus();
    }

    // A refused answer: the same screen with what is wrong, the focus on the list of errors.
    refuse(found, form) {
      const { parts } = this;
      this.place(parts.around(form, errors((key, fields) => this.say(key, fields), found)), found);
      const list = document.getElementById("errors");
      if (list) list.focus();
    }

    place(content, found) {
      this.main.replaceChildren(content);
      const heading = this.main.querySelector("h1");
      const about = heading ? heading.textContent : "";
      document.title = (found.length ? this.say("offline.error-title", { title: about }) : about) + " - " + this.title;
    }

    focus() {
      window.scrollTo(0, 0);
      const heading = this.main.querySelector("h1");
      if (heading) heading.focus();
    }

    // ---- screens

    drawn(screen) {
      if (screen.kind === "start") return this.start(null);
      const standing = banshi.interview.standing(this.matter, screen.answers, this.on);
      if (screen.kind === "list") return this.narrow(banshi.result.listScreen(this, { ...screen, standing }));
      if (screen.kind === "result") return this.narrow(this.result(screen, standing));
      return this.asked(screen, standing);
    }

    narrow(content) {
      return h("div", { class: "body check-body" }, h("div", { class: "check-main result-main" }, this.crumb(), content));
    }

    crumb() {
      const { name } = this.matter.program;
      return h("p", { class: "crumb" }, this.kiosk ? name : h("a", { href: this.guide }, name));
    }

    // A question with the list beside it.
    asked(screen, standing) {
      const question = screen.question || standing.question;
      const paper = question.kind === "paper";
      const common = { question, onBack: () => this.back() };
      this.parts = { around: (form, list) => h("div", { class: "body check-body with-side" },
        h("div", { class: "check-main" }, this.crumb(),
          stepper((key, fields) => this.say(key, fields), paper ? "papers" : "facts"), list, this.notices(screen), form),
        aside(this, standing, screen.answers)) };
      if (paper) {
        const total = standing.papers_left + (screen.answers.papers ? screen.answers.papers.size : 0);
        return this.parts.around(banshi.paper.screen(this, {
          ...common,
          progress: this.say("web.paper.progress", { n: String(total - standing.papers_left + 1), total: String(total) }),
          kept: screen.kept,
          onAnswer: (documents, values) => {
            screen.kept = values;
            this.advance(withPapers(screen.answers, question.requirement, documents), screen);
          },
          onStop: () => this.push({ kind: "result", answers: screen.answers }),
        }), null);
      }
      const n = String(standing.asked + (screen.question ? 0 : 1));
      const left = standing.left - 1;
      return this.parts.around(banshi.question.screen(this, {
        ...common,
        given: screen.given === undefined ? screen.answers.facts.get(question.fact) : screen.given,
        progress: screen.question ? this.say("offline.changing") : left > 0
          ? this.say("web.fact.progress", { n, left: String(left) }) : this.say("web.fact.progress.last", { n }),
        onAnswer: (raw) => {
          screen.given = raw; // so that going back shows what was answered
          this.advance(told(screen.answers, question.fact, raw), screen);
        },
        onSkip: () => this.advance(skipped(screen.answers, question.fact), screen),
      }), null);
    }

    notices(screen) {
      if (!screen.changes) return null;
      return screen.changes.length
        ? callout("warn", "！", this.say("offline.changed.title"), "", screen.changes)
        : callout("ok", "✓", this.say("offline.changed.none"), "");
    }

    result(screen, standing) {
      const { answers } = screen;
      const verdict = banshi.check.check(this.matter, banshi.interview.submissionOf(this.matter, answers), this.on);
      const partial = !standing.complete;
      if (partial) {
        const unseen = new Set(this.matter.program.papers.map((paper) => paper.id).filter((id) => answers.papers !== null && !answers.papers.has(id)));
        verdict.findings = verdict.findings.filter((finding) => !finding.material || !unseen.has(finding.requirement));
        Object.assign(verdict, { materials: standing.materials, fees: standing.fees, acceptance: standing.acceptance,
          acceptance_text: standing.acceptance_text, deadlines: [], questions: [], consequences: [], acceptance_basis: [], remarks: [] });
      }
      const repair = partial || !banshi.repair ? null : banshi.repair.said(this.matter, banshi.interview.submissionOf(this.matter, answers), this.on);
      return [stepper((key, fields) => this.say(key, fields), "done"), banshi.result.screen(this, { verdict, standing, answers, partial, repair })];
    }

    // What comes after an answer: the next question, the list between facts and papers, or the result.
    advance(answers, from) {
      this.touched = true;
      const standing = banshi.interview.standing(this.matter, answers, this.on);
      if (standing.complete) this.push({ kind: "result", answers });
      else if (standing.stage === "papers" && !(from && from.listed) && !(answers.papers && answers.papers.size)) {
        this.push({ kind: "list", answers });
      } else this.push({ kind: "question", answers, listed: Boolean(from && from.listed) });
    }

    goOn() {
      const { answers } = this.screens[this.index];
      this.push({ kind: "question", answers, listed: true });
    }

    // To answer one thing again: a fact, or the papers of one requirement.
    change({ fact, paper }) {
      const { answers, kind, listed } = this.screens[this.index];
      if (fact) {
        const question = banshi.interview.factAgain(this.matter, fact);
        this.push({ kind: "question", answers, question, listed: kind === "result" || listed });
      } else {
        const rest = withoutPapers(this.matter, answers, paper);
        this.push({ kind: "question", answers: rest, question: banshi.interview.paperAgain(this.matter, rest, paper, this.on), listed: true });
      }
    }

    // ---- start

    start(problem) {
      const { program } = this.matter;
      const kept = this.kiosk ? "offline.kiosk.private" : "offline.start.point.private";
      const points = ["web.start.point.few", kept, "web.start.point.advice"];
      const submit = (event) => {
        event.preventDefault();
        const input = event.target.querySelector("input[name=on]");
        const day = input ? banshi.values.normalise(input.value, { type: "date" }) : this.today;
        const wrong = this.wrongDay(day);
        if (wrong) {
          this.place(this.start(wrong), [wrong]);
          document.getElementById("errors").focus();
          return;
        }
        this.on = day;
        if (this.kiosk) banshi.kiosk.wholeScreen();
        this.advance(banshi.interview.nothing());
      };
      return h("div", { class: "body check-body" }, h("div", { class: "check-main" }, this.crumb(),
        h("h1", { tabindex: "-1" }, this.say("web.check.title", { matter: program.name })),
        problem ? errors((key, fields) => this.say(key, fields), [problem]) : null,
        h("p", { class: "lead-in" }, this.say("web.start.lead")),
        h("ul", { class: "items checks start-points" }, points.map((key) => h("li", null, this.say(key)))),
        h("form", { class: "question-form", novalidate: true, on: { submit } },
          this.kiosk ? null : h("div", { class: "field" },
            h("label", { for: "on" }, this.say("web.start.on")),
            banshi.parts.wrong("on", problem && problem.text),
            h("p", { class: "hint", id: "on-hint" }, this.say("web.start.on.hint")),
            h("div", { class: "typed" }, h("input", {
              id: "on", name: "on", type: "date", value: banshi.values.iso(this.on), "aria-invalid": problem ? "true" : null,
              "aria-describedby": "on-hint" + (problem ? " on-wrong" : ""),
            }))),
          h("p", { class: "buttons" }, h("button", { class: "button" }, this.say("web.start.button")),
            this.kiosk ? null : this.resumeButton())),
        h("p", { class: "small muted" }, this.say("offline.start.edition", { day: this.matter.words.day(banshi.values.normalise(program.edition, { type: "date" })) }))));
    }

    wrongDay(day) {
      const { program, words } = this.matter;
      const bound = (text) => (text ? banshi.values.normalise(text, { type: "date" }) : null);
      const from = bound(program.edition), until = bound(program.until);
      if (typeof day !== "number") return { anchor: "on", text: this.say("web.paper.date.wrong") };
      if (day < from || (until !== null && day > until)) {
        const key = day < from ? "offline.start.before" : "offline.start.after";
        return { anchor: "on", text: this.say(key, { day: words.day(day < from ? from : until) }) };
      }
      return null;
    }

    // ---- the file

    resumeButton() {
      const input = h("input", { type: "file", accept: ".json,application/json", class: "vh", tabindex: "-1", "aria-hidden": "true", on: {
        change: () => {
          const [file] = input.files;
          if (file) file.text().then((text) => this.resume(text), () => this.unreadable());
          input.value = "";
        },
      } });
      return [button(this.say("offline.resume"), () => input.click()), input];
    }

    resume(text) {
      let found;
      try {
        const data = banshi.json.read(text, false);
        const signed = data instanceof Map && data.get("content") instanceof Map; // as the server's page saves it
        found = banshi.saved.read(signed ? data.get("content") : data).saved;
      } catch (error) {
        if (!(error instanceof banshi.json.Unreadable)) throw error;
        found = null;
      }
      if (found === null || found.matter !== this.matter.program.matter) {
        this.unreadable();
        return;
      }
      if (found.on !== null && !this.wrongDay(found.on)) this.on = found.on;
      const { answers, changes } = banshi.saved.adopt(this.matter, found, this.on);
      const standing = banshi.interview.standing(this.matter, answers, this.on);
      this.touched = true;
      const kind = standing.complete ? "result" : "question";
      this.push({ kind, answers, changes, listed: standing.stage === "papers" });
    }

    unreadable() {
      const problem = { anchor: "on", text: this.say("offline.resume.unreadable") };
      this.place(this.start(problem), [problem]);
      document.getElementById("errors").focus();
    }

    save() {
      const { answers } = this.screens[this.index];
      this.hand(banshi.saved.write(this.matter, answers, this.on), "application/json", ".json");
      this.saved = true;
    }

    keepDates(verdict) {
      this.hand(banshi.calendar.file(verdict, this.matter.words), "text/calendar", ".ics");
    }

    // A file into the hands of the person: made here, from here.
    hand(text, type, suffix) {
      const address = URL.createObjectURL(new Blob([text], { type }));
      const link = document.createElement("a");
      link.href = address;
      link.download = this.matter.program.matter + suffix;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    }

    // Everything forgotten: also what the back button could bring again.
    reset() {
      this.screens = [{ kind: "start" }];
      this.touched = false;
      this.on = this.today;
      const steps = this.index;
      this.index = 0;
      if (steps > 0) history.go(-steps);
      this.show(0);
    }
  }

  function told(answers, fact, raw) {
    const skipped = new Set(answers.skipped);
    skipped.delete(fact);
    return { ...answers, facts: new Map(answers.facts).set(fact, raw), skipped };
  }

  function skipped(answers, fact) {
    const facts = new Map(answers.facts);
    facts.delete(fact);
    return { ...answers, facts, skipped: new Set(answers.skipped).add(fact) };
  }

  function withPapers(answers, requirement, documents) {
    return {
      ...answers,
      documents: [...answers.documents, ...documents],
      papers: answers.papers && new Set(answers.papers).add(requirement),
    };
  }

  // Without the papers of one requirement, and of every other one that shares a paper with it: those are asked again too.
  function withoutPapers(matter, answers, requirement) {
    const all = matter.program.papers;
    const again = new Set([requirement]), mine = new Set();
    for (let size = 0; size !== again.size;) {
      size = again.size;
      for (const paper of all) if (again.has(paper.id)) paper.forms.forEach((form) => mine.add(form.material));
      for (const paper of all) if (paper.forms.some((form) => mine.has(form.material))) again.add(paper.id);
    }
    const asked = answers.papers === null ? all.map((paper) => paper.id) : [...answers.papers];
    return {
      ...answers,
      documents: answers.documents.filter((document) => !mine.has(document.material)),
      papers: new Set(asked.filter((id) => !again.has(id))),
    };
  }

  function today() {
    const now = new Date();
    return banshi.values.ordinal(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  function start() {
    const data = document.getElementById("program");
    const main = document.getElementById("main");
    if (!data || !main || !banshi.shared) return;
    const matter = new banshi.check.Matter(JSON.parse(data.textContent), banshi.shared);
    const kiosk = banshi.kiosk.settings(window.location);
    const app = new App(matter, main, kiosk, today());
    if (kiosk) banshi.kiosk.watch(app, kiosk);
    banshi.app = app;
  }

  banshi.page = { start };
  start();
})(globalThis.banshi);
