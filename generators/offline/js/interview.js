// Where an interview stands: checker/interview/ in the browser: the next question, the two answers so far, the personal list.
// In: a matter, the answers, the day of receipt. Out: a standing, shaped as the answer of `POST /api/questions`.
// The surprising thing: nothing is ordered by hand, here as there: what can still change the verdict is asked, and nothing else.
(function (banshi) {
  "use strict";

  const { FALSE, UNKNOWN, TRUE } = banshi.conditions;
  const GATES = ["not_required", "not_competent"];
  const SHOWN = 4;

  // Nothing said yet. `papers` are the requirements that were asked for; null: the documents are all there are.
  function nothing() {
    return { facts: new Map(), skipped: new Set(), documents: [], papers: new Set() };
  }

  function known(matter, answers, on) {
    const { program } = matter;
    const values = new Map(), unread = new Map();
    const raw = new Map(answers.facts);
    for (const [name, value] of Object.entries(program.parameters)) raw.set(name, value);
    for (const [name, given] of raw) {
      const fact = matter.facts.get(name);
      if (!fact || fact.hidden || fact.derive) continue;
      const value = banshi.values.normalise(given, fact);
      if (value instanceof banshi.values.NotGiven) unread.set(name, value);
      else values.set(name, value);
    }
    banshi.check.derive(matter, values, on);
    const states = new Map();
    for (const paper of answeredPapers(program.papers, answers)) {
      const state = banshi.papers.stateOf(paper, answers.documents, on);
      states.set(paper.id, state);
      banshi.check.putState(values, paper, state);
    }
    const closed = new Set();
    for (const [name, fact] of matter.facts) {
      if (fact.hidden || values.has(name)) continue;
      const source = matter.sourceOf(name);
      if (source.startsWith("local.") || (answers.skipped.has(source) && !values.has(source))) closed.add(name);
    }
    return { values, unread, closed, states, on };
  }

  // The requirements whose papers are known: asked for, made up of papers that another one asked for, or not to be brought.
  function answeredPapers(papers, answers) {
    if (answers.papers === null) return papers;
    const own = (paper) => paper.forms.filter((form) => !form.shared).map((form) => form.material);
    const seen = new Set(papers.filter((paper) => answers.papers.has(paper.id)).flatMap(own));
    return papers.filter((paper) => {
      const mine = own(paper);
      return answers.papers.has(paper.id) || (mine.length > 0 && mine.every((each) => seen.has(each))) || !toBring(paper);
    });
  }

  function toBring(paper) {
    return !paper.waived && paper.forms.filter((form) => form.shared).length < paper.count;
  }

  // How every observation stands, and which facts are still open, in the order of asking.
  function position(matter, answers, on) {
    const at = known(matter, answers, on);
    at.truths = new Map();
    at.rests = [];
    for (const each of matter.program.interview.observations) {
      if (each.paper && Boolean(each.before) === at.states.has(each.paper)) continue;
      const rest = banshi.conditions.simplify(matter.nodes, each.node, at.values, at.closed);
      at.rests.push([each, rest]);
      at.truths.set(each.name, typeof rest === "number" ? rest : UNKNOWN);
    }
    const strongest = GATES.map((gate) => Math.max(FALSE,
      ...at.rests.filter(([each]) => each.effect === gate).map(([each]) => at.truths.get(each.name))));
    at.ended = strongest[0] === TRUE || (strongest[0] === FALSE && strongest[1] === TRUE);
    at.candidates = at.ended ? [] : candidates(matter, at);
    at.caseOf = (name, otherwise) => {
      const node = matter.program.cases[name];
      if (node === undefined) return otherwise;
      const rest = banshi.conditions.simplify(matter.nodes, node, at.values, at.closed);
      return typeof rest === "number" ? rest : UNKNOWN;
    };
    return at;
  }

  function candidates(matter, at) {
    const { counted, positions, beside } = matter.program.interview;
    const waiting = new Map();
    for (const [each, rest] of at.rests) {
      if (typeof rest === "number") continue;
      const names = banshi.conditions.openFacts(matter.nodes, rest, at.values, at.closed);
      for (const source of new Set(names.map((name) => matter.sourceOf(name)))) {
        if (!waiting.has(source)) waiting.set(source, []);
        waiting.get(source).push(each);
      }
    }
    const found = [...waiting].map(([fact, observations]) =>
      ({ fact, waiting: observations, tier: Math.min(...observations.map((each) => each.tier)) }));
    for (const item of counted) {
      const charged = at.truths.has("charged/" + item.id) ? at.truths.get("charged/" + item.id) : TRUE;
      const units = !at.values.has(item.times) && !at.closed.has(item.times);
      if (charged === TRUE && units && !waiting.has(item.times)) found.push({ fact: item.times, waiting: [], tier: beside + 1 });
    }
    const place = (fact) => positions.indexOf(fact);
    return found.sort((a, b) => a.tier - b.tier || b.waiting.length - a.waiting.length || place(a.fact) - place(b.fact));
  }

  // The fact to ask now: the first that matters; else the first that a rule waits for which comes out one way whatever is answered.
  function nextFact(matter, at) {
    const of = (gate) => at.rests.filter(([each]) => each.effect === gate).map(([, rest]) => rest);
    const [first, second] = GATES.map(of);
    const gates = [...first, ...second].some((rest) => typeof rest !== "number")
      ? banshi.relevance.gatesOf(first, second) : banshi.relevance.NO_GATES;
    const rests = new Map(at.rests.map(([each, rest]) => [each.name, rest]));
    const counts = (candidate) => !candidate.waiting.length || candidate.waiting.some((each) => {
      const rest = GATES.includes(each.effect) ? FALSE : rests.get(each.name);
      return banshi.relevance.matters(matter, candidate.fact, rest, gates, at);
    });
    const closes = (candidate) => candidate.waiting.some((each) => each.effect && typeof rests.get(each.name) !== "number"
      && banshi.relevance.closes(matter, rests.get(each.name), at));
    return at.candidates.find(counts) || at.candidates.find(closes) || null;
  }

  function factQuestion(matter, candidate, at) {
    const { words } = matter;
    const { reasons, counted } = matter.program.interview;
    const fact = matter.facts.get(candidate.fact);
    const found = new Map();
    const keys = [
      ...candidate.waiting.map((each) => each.reason),
      ...counted.filter((item) => item.times === candidate.fact).map((item) => item.reason),
    ];
    for (const key of keys) {
      const reason = reasons[key];
      if (!found.has(reason.id)) found.set(reason.id, reason);
    }
    const names = [...new Set([...found.values()].map((reason) => reason.name))];
    let subjects = words.listed(names.slice(0, SHOWN));
    if (names.length > SHOWN) subjects = words.say("ask.why.more", { subjects, n: String(names.length) });
    const unread = at.unread.get(fact.id);
    return {
      kind: "fact",
      fact: fact.id,
      type: fact.type,
      unit: (fact.type === "money" ? words.say("ask.unit.yuan") : fact.unit) || null,
      ask: fact.ask,
      hint: fact.hint || null,
      options: fact.options.map(([id, label]) => ({ id, label })),
      because: [...found.keys()],
      why: words.say("ask.why", { subjects }),
      basis: matter.basis(new Set([...found.values()].flatMap((reason) => reason.basis))),
      not_given_because: unread ? words.say("verdict.question.given_but", { reason: words.reason(unread, fact) }) : null,
    };
  }

  // A question that was answered, once more; the reason is everything that may hang on it.
  function factAgain(matter, name) {
    const { observations } = matter.program.interview;
    const waiting = observations.filter((each) =>
      banshi.conditions.factsOf(matter.nodes, each.node).some((fact) => matter.sourceOf(fact) === name));
    return factQuestion(matter, { fact: name, waiting }, { unread: new Map() });
  }

  function paperAgain(matter, answers, requirement, on) {
    return paperQuestion(matter, matter.papers.get(requirement), position(matter, answers, on), answers);
  }

  // The requirements still to be asked for, in the order of the edition: needed, or not known to be unneeded.
  function papersToAsk(matter, at, answers) {
    if (at.ended || answers.papers === null) return [];
    return matter.program.papers.filter((paper) => {
      if (at.states.has(paper.id) || !toBring(paper)) return false;
      const needed = at.truths.has("needed/" + paper.id) ? at.truths.get("needed/" + paper.id) : TRUE;
      return needed !== FALSE && !banshi.papers.stateOf(paper, answers.documents, at.on).fine;
    });
  }

  function paperQuestion(matter, paper, at, answers) {
    const { words, program } = matter;
    const seen = new Set(program.papers.filter((each) => each.id !== paper.id && answers.papers.has(each.id))
      .flatMap((each) => each.forms.map((form) => form.material)));
    const forms = paper.forms.filter((form) => !form.shared && !seen.has(form.material));
    const promise = paper.promise && at.caseOf("promise/" + paper.id, TRUE) !== FALSE ? paper.promise : null;
    return {
      kind: "paper",
      requirement: paper.id,
      name: paper.name,
      count: paper.count,
      condition: paper.condition || null,
      fill: paper.fill || null,
      standard: paper.standard || null,
      why: words.say(paper.condition ? "ask.paper.why.if" : "ask.paper.why"),
      basis: matter.basis(paper.basis),
      spots: [...new Set(forms.flatMap((form) => form.on_the_spot || []))].sort(),
      ways: forms.flatMap((form) => waysOf(matter, form, at.on)),
      may_promise: promise && { text: promise.text, due: null, basis: matter.basis(promise.basis) },
      may_follow: paper.follow ? { text: paper.follow.text, due: paper.follow.due, basis: matter.basis(paper.follow.basis) } : null,
    };
  }

  function waysOf(matter, form, on) {
    const fields = (form.fields || []).map(({ name, type, ask, wanted, ages }) => {
      let least = wanted || null;
      if (ages) least = banshi.values.iso(Math.max(...ages.map((age) => banshi.papers.earliest(age, on))));
      else if (type === "date") least = banshi.values.iso(on);
      return { name, type, ask, wanted: least };
    });
    return (form.holders || [null]).map((holder) => ({
      material: form.material,
      holder: holder ? holder[0] : "",
      name: holder ? matter.words.say("verdict.holder", { name: form.label, holder: holder[1] }) : form.label,
      form: form.said,
      source: form.source,
      electronic: Boolean(form.electronic),
      fields,
    }));
  }

  // The outcome of the table; rules about papers that were not asked for count as `unasked`.
  function acceptanceOf(matter, at, unasked) {
    const effects = {};
    for (const rule of matter.program.rules) {
      if (rule.effect === "ineligible") continue;
      let truth = at.truths.get(rule.name);
      if (truth === undefined) {
        const needed = at.truths.has("needed/" + rule.id) ? at.truths.get("needed/" + rule.id) : TRUE;
        truth = needed === FALSE ? FALSE : unasked;
      }
      effects[rule.effect] = Math.max(effects[rule.effect] || FALSE, truth);
    }
    return banshi.check.outcomeOf(matter, effects);
  }

  // What only the office can tell, of what is still open.
  function officeFacts(matter, at) {
    if (at.ended) return [];
    const open = at.rests.filter(([each]) => at.truths.get(each.name) === UNKNOWN);
    const names = open.flatMap(([each]) => banshi.conditions.factsOf(matter.nodes, each.node));
    return [...new Set(names)].filter((name) => name.startsWith("local.") && at.closed.has(name))
      .map((name) => ({ fact: name, label: matter.facts.get(name).label }));
  }

  function standing(matter, answers, on) {
    const { program, words } = matter;
    const at = position(matter, answers, on);
    const papers = papersToAsk(matter, at, answers);
    const fact = nextFact(matter, at);
    const question = fact ? factQuestion(matter, fact, at)
      : papers.length ? paperQuestion(matter, papers[0], at, answers) : null;
    const acceptance = acceptanceOf(matter, at, UNKNOWN), outlook = acceptanceOf(matter, at, FALSE);
    const worst = Math.max(FALSE, ...program.rules.filter((rule) => rule.effect === "ineligible")
      .map((rule) => at.truths.get(rule.name)));
    const eligibility = banshi.check.ELIGIBILITY[worst];
    const rulesOpen = at.rests.some(([each]) => each.effect && at.truths.get(each.name) === UNKNOWN);
    return {
      matter: program.matter,
      matter_name: program.name,
      edition: program.edition,
      office: program.office || null,
      on: banshi.values.iso(on),
      catalogue_version: program.catalogue_version,
      language: program.language,
      stage: fact ? "facts" : papers.length ? "papers" : "done",
      question,
      acceptance,
      acceptance_text: words.say("verdict.outcome." + acceptance),
      outlook,
      outlook_text: words.say("verdict.outcome." + outlook),
      eligibility,
      eligibility_text: words.say("verdict.eligibility." + eligibility),
      settled: acceptance !== "undetermined",
      notice_complete: at.ended || (!papers.length && !rulesOpen),
      complete: question === null,
      asked: program.interview.positions.filter((name) => answers.facts.has(name) || answers.skipped.has(name)).length,
      left: fact ? at.candidates.length : 0,
      papers_left: papers.length,
      office_facts: officeFacts(matter, at),
      unread: [...at.unread].map(([name, why]) => {
        const fact = matter.facts.get(name);
        return { fact: name, label: fact.label, reason: words.reason(why, fact) };
      }),
      materials: program.papers.map((paper) =>
        banshi.check.material(paper, at.caseOf, at.states.get(paper.id) || { fine: false })),
      fees: banshi.fees.feesOf(matter, at.caseOf, at.values),
      disclaimer: words.say("verdict.disclaimer"),
    };
  }

  // The answers as a submission: what was skipped is left out, and so unknown.
  function submissionOf(matter, answers) {
    const facts = new Map([...answers.facts].filter(([name]) => !answers.skipped.has(name)));
    return { matter: matter.program.matter, received_on: null, office: matter.program.office, facts, documents: answers.documents };
  }

  banshi.interview = { factAgain, nothing, paperAgain, standing, submissionOf };
})(globalThis.banshi);
