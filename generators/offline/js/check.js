// One submission against one matter: checker/check.py in the browser, and the `browser` engine's front.
// In: a program (generators/offline/program.py), the shared data of the site, a submission. Out: the verdict, shaped as the object
// of `banshi check --format json`. The surprising thing: all of it is computed on this device; nothing is asked of any server.
(function (banshi) {
  "use strict";

  const { FALSE, UNKNOWN, TRUE } = banshi.conditions;
  const EFFECTS = ["not_required", "not_competent", "refuse", "supplement", "on_the_spot", "tolerable"];
  const NEEDS = ["not_needed", "unknown", "needed"];
  const FAULTS = {
    missing: ["V11", "supply"], too_few_originals: ["V12", "supply"], too_few_copies: ["V13", "supply"],
    original_not_shown: ["V14", "supply"], not_signed: ["V15", "correct"], not_sealed: ["V16", "correct"],
    expired: ["V17", "replace"], expiry_not_shown: ["V18", "correct"], outdated: ["V19", "replace"],
    issue_date_not_shown: ["V20", "correct"], dated_later: ["V22", "correct"],
  };
  const ELIGIBILITY = ["met", "undetermined", "not_met"];
  const NOBODY = new Set();

  // A matter ready to check submissions: the program with its tables opened.
  class Matter {
    constructor(program, shared) {
      if (program.format !== 1) throw new Error("this page and its script are of different versions");
      this.program = program;
      this.words = new banshi.words.Words(shared);
      this.table = shared.table;
      this.calendar = new banshi.clock.Calendar(shared.calendar);
      this.facts = new Map(Object.entries(program.facts).map(([id, fact]) => [id, {
        ...fact, id, options: fact.options || [], optionIds: new Set((fact.options || []).map((option) => option[0])),
      }]));
      for (const paper of program.papers) {
        for (const state of ["lacking", "correctable", "following", "promised"]) {
          const id = "doc." + paper.id + "." + state;
          if (!this.facts.has(id)) this.facts.set(id, { id, type: "boolean", options: [], optionIds: NOBODY, hidden: true });
        }
      }
      this.nodes = banshi.conditions.compile(program.nodes, this.facts);
      this.papers = new Map(program.papers.map((paper) => [paper.id, paper]));
      this.limits = program.limits.map((limit) => ({
        ...limit,
        statutory: banshi.clock.duration(limit.statutory),
        promised: banshi.clock.duration(limit.promised),
        extension: banshi.clock.duration(limit.extension),
      }));
    }

    basis(numbers) {
      return [...(numbers || [])].map((number) => {
        const [law, article, text, verified] = this.program.bases[number];
        return { law, article, text, verified };
      });
    }

    place([file, line, column]) {
      return { path: this.program.files[file], line, column };
    }

    // The fact to ask for: the date behind a derived fact, else the fact itself.
    sourceOf(name) {
      const fact = this.facts.get(name);
      return fact && fact.derive ? fact.derive[1] : name;
    }

    // The facts that people are asked: declared, and not counted from another one.
    isAsked(name) {
      const fact = this.facts.get(name);
      return fact !== undefined && !fact.hidden && !fact.derive;
    }
  }

  // What is known: normalised answers, derived facts, the state of the papers; and the answers that could not be read.
  function known(matter, submission, on) {
    const raw = new Map(submission.facts);
    for (const [name, value] of Object.entries(matter.program.parameters)) raw.set(name, value);
    const values = new Map(), unread = new Map();
    for (const [name, given] of raw) {
      const fact = matter.facts.get(name);
      if (!fact || fact.hidden) continue;
      const value = banshi.values.normalise(given, fact);
      if (value instanceof banshi.values.NotGiven) unread.set(name, value);
      else values.set(name, value);
    }
    derive(matter, values, on);
    const states = new Map();
    for (const paper of matter.program.papers) {
      const state = banshi.papers.stateOf(paper, submission.documents, on);
      states.set(paper.id, state);
      putState(values, paper, state);
    }
    return { values, unread, states };
  }

  // The derived facts whose date is known.
  function derive(matter, values, on) {
    for (const [name, fact] of matter.facts) {
      if (!fact.derive) continue;
      const day = values.get(fact.derive[1]);
      if (typeof day === "number") values.set(name, BigInt(counted(fact.derive[0], day, on)) * banshi.values.SCALE);
    }
  }

  // The state of a requirement's papers as facts that the conditions ask.
  function putState(values, paper, state) {
    const following = state.missing && state.follows && paper.follow !== undefined;
    values.set("doc." + paper.id + ".lacking", !state.fine && !state.correctable && !following);
    values.set("doc." + paper.id + ".correctable", state.correctable);
    values.set("doc." + paper.id + ".following", following);
    values.set("doc." + paper.id + ".promised", state.promised);
  }

  // Whole years, months or days between a day and the day of receipt.
  function counted(kind, day, on) {
    if (kind === "days_since") return on - day;
    if (kind === "days_until") return day - on;
    const now = banshi.values.civil(on), then = banshi.values.civil(day);
    const months = (now.year - then.year) * 12 + now.month - then.month - (now.date < then.date ? 1 : 0);
    return kind === "years_since" ? Math.floor(months / 12) : months;
  }

  // The two answers, before any word is said.
  function decide(matter, submission, on) {
    const { values, unread, states } = known(matter, submission, on);
    const truth = banshi.conditions.evaluator(matter.nodes, values);
    const truths = new Map(matter.program.rules.map((rule) => [rule.name, truth(rule.node)]));
    const effects = Object.fromEntries(EFFECTS.map((effect) => [effect, FALSE]));
    let worst = FALSE;
    for (const rule of matter.program.rules) {
      const found = truths.get(rule.name);
      if (rule.effect === "ineligible") worst = Math.max(worst, found);
      else effects[rule.effect] = Math.max(effects[rule.effect], found);
    }
    const acceptance = outcomeOf(matter, effects);
    const eligibility = ELIGIBILITY[worst];
    const truthOf = (name, otherwise) => {
      const node = matter.program.cases[name];
      return node === undefined ? otherwise : truth(node);
    };
    return { values, unread, states, truth, truths, truthOf, acceptance, eligibility };
  }

  // The outcome of the acceptance table; an effect that is not named was not found.
  function outcomeOf(matter, effects) {
    return matter.table.find(([, when]) =>
      Object.entries(when).every(([effect, wanted]) => (effects[effect] || FALSE) === wanted))[0];
  }

  function check(matter, submission, on) {
    const made = decide(matter, submission, on);
    const { acceptance, eligibility } = made;
    const { program, words } = matter;
    const outcome = program.conduct.outcomes[acceptance];
    const questions = questionsOf(matter, openRules(matter, made), made);
    return {
      matter: program.matter,
      matter_name: program.name,
      kind: program.kind,
      edition: program.edition,
      version: program.version,
      office: program.office || null,
      on: banshi.values.iso(on),
      catalogue_version: program.catalogue_version,
      engines: ["browser"],
      language: program.language,
      acceptance,
      acceptance_text: words.say("verdict.outcome." + acceptance),
      acceptance_basis: matter.basis(outcome.basis),
      eligibility,
      eligibility_text: words.say("verdict.eligibility." + eligibility),
      settled: acceptance !== "undetermined",
      notice_complete: acceptance === "not_required" || acceptance === "not_competent" || !questions.length,
      findings: told(matter, made).flatMap((rule) => problems(matter, rule, made)),
      questions,
      materials: program.papers.map((paper) => material(paper, made.truthOf, made.states.get(paper.id))),
      deadlines: banshi.clock.deadlines(matter, made.truthOf, on, acceptance),
      fees: banshi.fees.feesOf(matter, made.truthOf, made.values),
      remarks: remarks(matter, submission, made),
      consequences: outcome.consequences,
      disclaimer: words.say("verdict.disclaimer"),
    };
  }

  function settles(acceptance) {
    return acceptance === "not_required" || acceptance === "not_competent";
  }

  function told(matter, { truths, acceptance }) {
    const definite = matter.program.rules.filter((rule) => truths.get(rule.name) === TRUE);
    if (settles(acceptance)) return definite.filter((rule) => rule.effect === acceptance);
    return definite.filter((rule) => !settles(rule.effect));
  }

  function openRules(matter, { truths, acceptance }) {
    if (settles(acceptance)) return [];
    return matter.program.rules.filter((rule) => truths.get(rule.name) === UNKNOWN);
  }

  function problems(matter, rule, made) {
    if (rule.finding) {
      return [{
        code: rule.finding.code,
        requirement: rule.id,
        effect: rule.effect,
        action: rule.finding.action,
        text: rule.finding.text,
        remedy: rule.finding.remedy,
        basis: matter.basis(rule.finding.basis),
        place: matter.place(rule.finding.place),
        explanation: rule.explain ? explained(matter, rule.explain, made) : [],
        material: rule.finding.material,
        holder: null,
      }];
    }
    const paper = matter.papers.get(rule.id);
    const why = paper.explain ? explained(matter, paper.explain, made) : [];
    const { faults } = made.states.get(paper.id);
    const allMissing = paper.forms.length > 1 && faults.every((fault) => fault.kind === "missing");
    return faults.map((fault) => {
      const fields = faultFields(matter, fault, paper, allMissing);
      const [code, action] = FAULTS[fault.kind];
      return {
        code,
        requirement: rule.id,
        effect: rule.effect,
        action,
        text: matter.words.say("verdict.fault." + fault.kind, fields),
        remedy: matter.words.say("verdict.fault." + fault.kind + ".remedy", fields) + ways(matter, fault, paper),
        basis: matter.basis(paper.basis),
        place: matter.place(fault.form.place || paper.place),
        explanation: why,
        material: fault.form.material,
        holder: fault.holder ? fault.holder[0] : null,
      };
    });
  }

  function faultFields(matter, fault, paper, allMissing) {
    const { words } = matter;
    const [wanted, given] = [fault.wanted, fault.given].map((value) =>
      value === undefined ? "" : typeof value === "number" ? words.day(value) : value);
    let name = fault.form.label;
    if (fault.holder) name = words.say("verdict.holder", { name, holder: fault.holder[1] });
    if (allMissing) name = paper.name;
    return { name, wanted, given, day: wanted, form: fault.form.said };
  }

  // Lawful alternatives: another paper of a one-of group, a promise, a later supply.
  function ways(matter, fault, paper) {
    const { words } = matter;
    let text = "";
    if (!["not_signed", "not_sealed", "missing"].includes(fault.kind)) {
      for (const form of paper.forms) {
        if (form !== fault.form) text += words.say("verdict.or_instead", { name: form.label });
      }
    }
    if (paper.promisable) text += words.say("verdict.promise_instead");
    if (paper.follow !== undefined && fault.kind === "missing") text += words.say("verdict.follow_instead", { due: paper.follow.due });
    return text;
  }

  // The condition line by line, each with its truth and what was given.
  function explained(matter, [number, text, children], made) {
    const { words } = matter;
    const sign = words.say("conditions.sign_" + ["false", "unknown", "true"][made.truth(number)]);
    if (children) {
      const below = children.flatMap((child) => explained(matter, child, made)).map((line) => "  " + line);
      return [words.say("conditions.line", { sign, text }), ...below];
    }
    const facts = banshi.conditions.factsOf(matter.nodes, number);
    const given = facts.map((name) => words.given(made.values.get(name), matter.facts.get(name)));
    const actual = facts.length === 1 ? given[0] : facts.map((name, index) =>
      words.say("conditions.actual_of", { subject: matter.facts.get(name).label, value: given[index] }))
      .join(words.say("conditions.actual_separator"));
    return [words.say("conditions.line_with_actual", { sign, text, actual })];
  }

  // One question for each fact that is left in an undecided rule, in the order of the rules.
  function questionsOf(matter, rules, { values, unread }) {
    const waiting = new Map();
    for (const rule of rules) {
      const left = banshi.conditions.simplify(matter.nodes, rule.node, values, NOBODY);
      if (typeof left === "number") continue;
      for (const name of banshi.conditions.factsOfRest(matter.nodes, left)) {
        if (values.has(name)) continue;
        const source = matter.sourceOf(name);
        if (!waiting.has(source)) waiting.set(source, new Map());
        if (!waiting.get(source).has(rule.id)) waiting.get(source).set(rule.id, rule.label);
      }
    }
    return [...waiting].map(([name, subjects]) => question(matter, name, subjects, unread.get(name)));
  }

  function question(matter, name, subjects, reason) {
    const { words } = matter;
    const fact = matter.facts.get(name);
    const local = name.startsWith("local.");
    return {
      fact: name,
      type: fact.type,
      ask: fact.ask,
      hint: (local ? words.say("verdict.question.local") : fact.hint) || null,
      options: fact.options.map(([id, label]) => ({ id, label })),
      because: [...subjects.keys()],
      why: words.say("verdict.question.because", { subjects: words.listed(new Set(subjects.values())) }),
      not_given_because: reason ? words.say("verdict.question.given_but", { reason: words.reason(reason, fact) }) : null,
      local,
    };
  }

  function material(paper, truthOf, state) {
    let need = NEEDS[truthOf("needed/" + paper.id, TRUE)];
    if (need !== "not_needed" && paper.forms.every((form) => form.shared)) need = "shared";
    if (paper.waived) need = "waived";
    return {
      requirement: paper.id,
      name: paper.name,
      form: paper.form,
      need,
      condition: paper.condition || null,
      in_order: state.fine,
      reason: paper.reason || null,
      materials: paper.forms.map((form) => form.material),
    };
  }

  function remarks(matter, submission, { unread, truthOf }) {
    const { words, program } = matter;
    const found = [...unread].map(([name, why]) => {
      const fact = matter.facts.get(name);
      return words.say("verdict.remark.not_given", { fact: fact.label, reason: words.reason(why, fact) });
    });
    const asked = new Set(), names = new Map();
    for (const paper of program.papers) {
      const needed = truthOf("needed/" + paper.id, TRUE) !== FALSE && !paper.waived;
      for (const form of paper.forms) {
        if (needed && !form.shared) asked.add(form.material);
        names.set(form.material, form.label);
      }
    }
    for (const name of new Set(submission.documents.map((document) => document.material))) {
      if (!asked.has(name)) found.push(words.say("verdict.remark.not_needed", { name: names.get(name) || name }));
    }
    return found;
  }

  banshi.check = { ELIGIBILITY, Matter, check, counted, decide, derive, material, outcomeOf, putState };
})(globalThis.banshi);
