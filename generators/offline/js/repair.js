// The smallest repair: checker/interview/repair.py and told.py in the browser: the fewest changes after which it can be accepted.
// In: a submission, a matter, the day of receipt. Out: the changes, in words, and the outcome after them.
// The surprising thing: what is true stays true; only what the applicant is free to choose is changed, and the answer is tried before
// it is told.
(function (banshi) {
  "use strict";

  const ACCEPTED = ["accept", "accept_tolerating"];
  const RANKS = ["accept", "accept_tolerating", "undetermined"];
  const HARMLESS = ["ineligible", "tolerable"];
  const EFFORT = { mend: 1, choose: 2, bring: 3, replace: 4, promise: 5, follow: 6 };
  const KINDS = {
    missing: "bring", too_few_originals: "bring", too_few_copies: "bring", original_not_shown: "bring", not_signed: "mend",
    not_sealed: "mend", expiry_not_shown: "mend", issue_date_not_shown: "mend", dated_later: "mend", expired: "replace", outdated: "replace",
  };
  const MOST_CHOICES = 4;
  const decide = (matter, submission, on) => banshi.check.decide(matter, submission, on);

  function smallest(matter, submission, on) {
    const before = decide(matter, submission, on);
    const done = (changes, after, possible) => ({ changes, before: before.acceptance, after, possible });
    if (sound(matter, before)) return done([], before.acceptance, true);
    let best = null;
    let number = -1;
    for (const choice of choices(matter, submission)) {
      number += 1;
      if (best && choice.length > best.key[0]) continue;
      const start = withFacts(submission, choice);
      const decision = decide(matter, start, on);
      for (const changes of ofPapers(matter, start, decision, on)) {
        const every = [...choice, ...changes];
        if (best && every.length > best.key[0]) continue;
        const reached = decide(matter, applied(matter, start, changes, on), on);
        if (!sound(matter, reached)) continue;
        const key = [every.length, RANKS.indexOf(reached.acceptance), effort(every), number];
        if (best === null || less(key, best.key)) best = { key, every, outcome: reached.acceptance };
      }
    }
    if (best === null) return done([], before.acceptance, false);
    return done(best.every.map((change) => sparing(matter, change, submission, before, on)), best.outcome, true);
  }

  // Whether nothing is wrong: accepted, or undetermined without one definite defect.
  function sound(matter, decision) {
    if (ACCEPTED.includes(decision.acceptance)) return true;
    return decision.acceptance === "undetermined" && !matter.program.rules.some((rule) =>
      decision.truths.get(rule.name) === 2 && !HARMLESS.includes(rule.effect));
  }

  // A choice with the papers that it makes needless.
  function sparing(matter, change, submission, before, on) {
    if (change.kind !== "choose") return change;
    const after = decide(matter, withFacts(submission, [change]), on);
    const spares = matter.program.papers.filter((paper) =>
      before.truthOf("needed/" + paper.id) === 2 && after.truthOf("needed/" + paper.id) === 0);
    return { ...change, spares: spares.map((paper) => paper.name) };
  }

  function withFacts(submission, choice) {
    const facts = new Map(submission.facts);
    for (const change of choice) facts.set(change.fact, change.value);
    return { ...submission, facts };
  }

  function effort(changes) {
    return changes.reduce((sum, change) => sum + EFFORT[change.kind], 0);
  }

  function less(left, right) {
    const at = left.findIndex((each, index) => each !== right[index]);
    return at >= 0 && left[at] < right[at];
  }

  // What the applicant is free to answer otherwise: nothing first, then one choice, then two.
  function* choices(matter, submission) {
    const free = [...matter.facts].filter(([name, fact]) => fact.free && submission.facts.has(name)).slice(0, MOST_CHOICES)
      .map(([name, fact]) => [name, (fact.type === "choice" ? [...fact.optionIds] : [true, false])
        .filter((each) => each !== submission.facts.get(name))]);
    for (let size = 0; size <= free.length; size += 1) {
      for (const chosen of combinations(free, size)) {
        const several = chosen.reduce((found, [fact, values]) =>
          found.flatMap((some) => values.map((value) => [...some, { kind: "choose", fact, value }])), [[]]);
        yield* several;
      }
    }
  }

  function combinations(items, size) {
    if (size === 0) return [[]];
    return items.flatMap((item, index) => combinations(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
  }

  // The smallest sets of changes to the papers that leave no paper lacking; with and without papers to follow.
  function* ofPapers(matter, submission, decision, on) {
    const wanting = matter.program.papers.filter((paper) =>
      ["material", "spot", "follow"].some((rule) => decision.truths.get(rule + "/" + paper.id) === 2));
    for (const tolerating of [false, true]) {
      const ways = wanting.map((paper) => waysOf(matter, paper, submission, decision, on, tolerating));
      if (ways.every((each) => each.length)) yield cheapest(wanting, ways);
    }
  }

  // What is changed: the same paper serves two requirements at once.
  function paperOf(change) {
    return change.kind === "promise" || change.kind === "follow"
      ? [change.kind, change.requirement, ""].join("\u0000") : ["paper", change.material, change.holder].join("\u0000");
  }

  function cheapest(wanting, ways) {
    const order = ways.map((each, index) => index).sort((a, b) => ways[a].length - ways[b].length || a - b);
    let best = null;
    function search(depth, chosen) {
      const touched = new Map();
      for (const change of [...chosen].reverse()) touched.set(paperOf(change), change);
      const key = [touched.size, effort([...touched.values()])];
      if (best !== null && !less(key, best.key)) return;
      if (depth === order.length) {
        best = { key, chosen };
        return;
      }
      for (const way of ways[order[depth]]) search(depth + 1, [...chosen, ...way]);
    }
    search(0, []);
    const place = new Map(wanting.map((paper, index) => [paper.id, index]));
    const kept = new Map();
    for (const change of [...best.chosen].sort((a, b) => place.get(a.requirement) - place.get(b.requirement))) {
      if (!kept.has(paperOf(change))) kept.set(paperOf(change), change);
    }
    return [...kept.values()];
  }

  // The ways to satisfy one requirement: enough papers in order, a promise, a later supply; the least effort first.
  function waysOf(matter, paper, submission, decision, on, tolerating) {
    if (tolerating && decision.truths.get("follow/" + paper.id) === 2) return [[]];
    const found = combinations(paper.forms, paper.count).map((forms) =>
      forms.flatMap((form) => inOrder(paper, form, submission, on)));
    const around = (kind) => [{ kind, requirement: paper.id, material: first(paper), holder: "", faults: ["missing"] }];
    if (paper.promisable && decision.truthOf("promise/" + paper.id, 2) === 2) found.push(around("promise"));
    if (tolerating && paper.follow !== undefined && decision.states.get(paper.id).missing) found.push(around("follow"));
    return found.sort((a, b) => a.length - b.length || effort(a) - effort(b));
  }

  function first(paper) {
    return paper.forms.find((form) => !form.shared).material;
  }

  // What to do so that this one paper is right: one change for each person whose paper is not.
  function inOrder(paper, form, submission, on) {
    const real = submission.documents.filter((each) => !(each.promised || each.follows));
    const byHolder = new Map();
    for (const fault of banshi.papers.stateOf({ ...paper, forms: [form], count: 1 }, real, on).faults) {
      const holder = fault.holder ? fault.holder[0] : "";
      if (!byHolder.has(holder)) byHolder.set(holder, []);
      byHolder.get(holder).push(fault.kind);
    }
    return [...byHolder].map(([holder, faults]) => {
      const kinds = faults.map((fault) => KINDS[fault]);
      const kind = kinds.reduce((most, each) => (EFFORT[each] > EFFORT[most] ? each : most));
      return { kind, requirement: paper.id, material: form.material, holder, faults: [...new Set(faults)] };
    });
  }

  function applied(matter, submission, changes, on) {
    let documents = [...submission.documents];
    for (const change of changes) {
      if (change.kind === "promise" || change.kind === "follow") {
        documents.push({ ...blank(change.material, ""), promised: change.kind === "promise", follows: change.kind === "follow" });
      } else documents = mended(matter, documents, change, on);
    }
    return { ...submission, documents };
  }

  function blank(material, holder) {
    return {
      material, originals: 0n, copies: 0n, electronic: false, holder, issued_on: null, valid_until: null, signed: null, sealed: null,
      promised: false, follows: false,
    };
  }

  // Each paper of this kind and person made sound in place; one more when there is none.
  function mended(matter, documents, change, on) {
    const forms = matter.program.papers.flatMap((paper) => paper.forms).filter((form) => form.material === change.material
      && (!form.holders || !change.holder || form.holders.some((holder) => holder[0] === change.holder)));
    const mine = (each) => each.material === change.material && (!change.holder || each.holder === change.holder)
      && !(each.promised || each.follows);
    const found = documents.filter(mine);
    return [...documents.filter((each) => !mine(each)),
      ...(found.length ? found : [blank(change.material, change.holder)]).map((each) => soundPaper(each, forms, on))];
  }

  function soundPaper(document, forms, on) {
    const most = (...numbers) => numbers.reduce((a, b) => (a > b ? a : b), 0n);
    const originals = most(...forms.map((form) => BigInt(form.check_only ? 1 : form.originals || 0)));
    const copies = most(...forms.map((form) => BigInt(form.copies || 0)));
    return {
      ...document,
      originals: most(document.originals, originals, copies || document.electronic ? 0n : 1n),
      copies: most(document.copies, copies),
      signed: true,
      sealed: true,
      issued_on: on,
      valid_until: Math.max(document.valid_until === null ? on : document.valid_until, on),
    };
  }

  // ---- in words

  function otherChoice({ words, facts }, { fact, value }) {
    const { label } = facts.get(fact);
    if (typeof value === "boolean") return words.say("ask.repair.choose." + (value ? "yes" : "no"), { fact: label });
    return words.say("ask.repair.choose", { fact: label, option: words.option(value, facts.get(fact)) });
  }

  function step(matter, change) {
    const { words } = matter;
    if (change.kind === "choose") {
      const spared = change.spares.length ? words.say("ask.repair.spares", { names: words.listed(change.spares) }) : "";
      return otherChoice(matter, change) + spared;
    }
    const paper = matter.papers.get(change.requirement);
    if (change.kind === "promise") return words.say("ask.repair.promise", { name: paper.name });
    if (change.kind === "follow") return words.say("ask.repair.follow", { name: paper.name, due: paper.follow.due });
    const form = paper.forms.find((each) => each.material === change.material);
    const holder = (form.holders || []).find((each) => each[0] === change.holder);
    const name = holder ? words.say("verdict.holder", { name: form.label, holder: holder[1] }) : form.label;
    if (change.kind === "mend") {
      return words.say("ask.repair.mend", { name, what: words.listed(change.faults.map((fault) => words.say("ask.mend." + fault))) });
    }
    return words.say("ask.repair." + change.kind, { name, form: form.said });
  }

  // The repair as it is told: each change as a sentence, and the outcome after them.
  function said(matter, submission, on) {
    const repair = smallest(matter, submission, on);
    return {
      changes: repair.changes.map((change) => step(matter, change)),
      kinds: repair.changes.map((change) => change.kind),
      possible: repair.possible,
      before: repair.before,
      after: repair.after,
      outcome: matter.words.say("verdict.outcome." + repair.after),
    };
  }

  banshi.repair = { said };
})(globalThis.banshi);
