// Can the answer to this question still change the verdict? checker/interview/relevance.py in the browser: decided, not guessed.
// In: a fact, one open observation, the gates, what is known. Out: yes or no. The surprising thing: being left in a condition is not
// enough; there must be answers to everything else under which two answers to this fact come out differently.
(function (banshi) {
  "use strict";

  const { FALSE, UNKNOWN, TRUE } = banshi.conditions;
  const isOpen = (rest) => typeof rest !== "number";

  // What is left of the outcomes that end everything, rule by rule: any of the first, else any of the second. `floors`: the strongest
  // truth of those that are decided; `passed`: the number of the rule that ended everything, for which one it is, is told.
  function gatesOf(first, second, floors = [FALSE, FALSE], passed = -1) {
    return { first, second, floors, passed };
  }

  const NO_GATES = gatesOf([], []);

  function narrowed(gates, narrow) {
    const [first, worst] = settled(gates.first.map(narrow));
    if (worst === TRUE) return gatesOf([], [], undefined, first.indexOf(TRUE));
    const shut = !first.some(isOpen);
    const floor = Math.max(worst, gates.floors[0]);
    // never certain whether anything is required: the outcome stays open, whoever is competent
    if (shut && floor === UNKNOWN) return gatesOf([], [], [UNKNOWN, FALSE]);
    const [second, other] = settled(gates.second.map(narrow));
    if (shut && other === TRUE) return gatesOf([], [], undefined, first.length + second.indexOf(TRUE));
    return gatesOf(first, second, [floor, Math.max(other === TRUE ? FALSE : other, gates.floors[1])]);
  }

  // The rules in their places, decided ones as false unless they hold, and the strongest truth among the decided.
  function settled(rests) {
    const worst = Math.max(FALSE, ...rests.filter((rest) => !isOpen(rest)));
    return [rests.map((rest) => (isOpen(rest) || rest === TRUE ? rest : FALSE)), worst];
  }

  // What is left to be told: the gates and one observation. Two views with one key are told alike whatever follows.
  function view(gates, rest) {
    const key = (each) => (isOpen(each) ? each.key : "t" + each);
    const parts = [gates.first.map(key).join(" "), gates.second.map(key).join(" "), gates.floors.join(), gates.passed, key(rest)];
    return { gates, rest, key: parts.join("|"), open: [...gates.first, ...gates.second, rest].filter(isOpen) };
  }

  function suppose(matter, world, name, answer, on) {
    const counted = [...matter.facts].filter(([, each]) => each.derive && each.derive[1] === name);
    if (answer === null) {
      return { values: world.values, closed: new Set([...world.closed, name, ...counted.map(([id]) => id)]) };
    }
    const values = new Map(world.values).set(name, answer);
    for (const [id, each] of counted) {
      values.set(id, BigInt(banshi.check.counted(each.derive[0], answer, on)) * banshi.values.SCALE);
    }
    return { values, closed: world.closed };
  }

  function matters(matter, fact, rest, gates, { values, closed, on }) {
    const start = view(gates, rest);
    const answers = banshi.representatives(matter, start.open, values, closed, on);
    return differ((answers.get(fact) || []).map((answer) => narrow(suppose(matter, { values, closed }, fact, answer, on), start)));

    // The view once these answers are put in; behind a gate that is surely passed nothing is left to be told.
    function narrow(world, seen) {
      const put = (each) => (isOpen(each) ? banshi.conditions.simplify(matter.nodes, each, world.values, world.closed) : each);
      const left = narrowed(seen.gates, put);
      return { world, seen: view(left, left.passed >= 0 ? FALSE : put(seen.rest)) };
    }

    // Whether some answers to the other facts make two of these cases come out differently.
    function differ(cases) {
      const seen = new Map(cases.map((each) => [each.seen.key, each.seen]));
      if (seen.size < 2) return false;
      if ([...seen.values()].every((each) => !each.open.length)) return true;
      const other = openFact(cases);
      if (other === null) return true;
      return answers.get(other).some((answer) =>
        differ(cases.map((each) => narrow(suppose(matter, each.world, other, answer, on), each.seen))));
    }

    function openFact(cases) {
      for (const { world, seen } of cases) {
        for (const tree of seen.open) {
          const names = banshi.conditions.openFacts(matter.nodes, tree, world.values, world.closed);
          if (names.length) return matter.sourceOf(names[0]);
        }
      }
      return null;
    }
  }

  // Whether a condition comes out one way whatever is answered, though only once it is answered (`a or not a`).
  function closes(matter, rest, at) {
    const names = banshi.conditions.openFacts(matter.nodes, rest, at.values, at.closed).map((name) => matter.sourceOf(name));
    if ([...new Set(names)].some((name) => matters(matter, name, rest, NO_GATES, at))) return false;
    let world = { values: at.values, closed: at.closed };
    for (const [fact, answers] of banshi.representatives(matter, [rest], at.values, at.closed, at.on)) {
      world = suppose(matter, world, fact, answers[0], at.on);
    }
    const left = banshi.conditions.simplify(matter.nodes, rest, world.values, world.closed);
    return left === FALSE || left === TRUE;
  }

  banshi.relevance = { NO_GATES, closes, gatesOf, matters };
})(globalThis.banshi);
