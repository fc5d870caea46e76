// A few answers that stand for all: checker/interview/representatives.py in the browser.
// In: what is left of some conditions, the facts, what is known. Out: for each open fact, by the fact that is asked, a list of values
// such that every possible answer behaves in these conditions like one of them; null stands for "asked, no answer".
// The surprising thing: a fact that is compared with another open fact needs several values in each gap between the constants.
(function (banshi) {
  "use strict";

  const LIMIT = 10n ** 14n * banshi.values.SCALE;
  const FIRST = 1, LAST = banshi.values.ordinal(9999, 12, 31);
  const STEPS = { integer: banshi.values.SCALE, money: 100n, decimal: 1n };

  function representatives(matter, trees, values, closed, on) {
    const uses = usesOf(matter, trees, values, closed);
    const found = new Map();
    for (const name of new Set([...uses.keys()].map((each) => matter.sourceOf(each)))) {
      const counted = [...uses.keys()].filter((each) => matter.facts.get(each).derive && matter.sourceOf(each) === name);
      const answers = answersOf(matter, name, counted, uses, on);
      const presence = [name, ...counted].some((each) => uses.has(each) && uses.get(each).presence);
      found.set(name, presence ? [...answers, null] : answers);
    }
    return found;
  }

  // How the trees use each fact without a value: constants, groups of options told apart, partners in comparisons.
  function usesOf(matter, trees, values, closed) {
    const uses = new Map();
    const use = (name) => {
      if (!uses.has(name)) uses.set(name, { constants: new Set(), groups: new Map(), partners: new Set(), presence: false });
      return uses.get(name);
    };
    const add = (name, options) => {
      const own = use(name);
      options.forEach((option) => own.constants.add(option));
      own.groups.set([...options].map(String).sort().join("\u0000"), new Set(options));
    };
    for (const tree of trees) {
      for (const node of banshi.conditions.atoms(matter.nodes, tree)) {
        if (node.kind === "known") {
          if (!values.has(node.fact)) use(node.fact).presence = true;
        } else if (node.kind === "one_of") {
          if (!values.has(node.fact)) add(node.fact, [...node.options]);
        } else if (node.other === undefined) {
          if (!values.has(node.fact)) add(node.fact, [node.operand]);
        } else {
          for (const [name, partner] of [[node.fact, node.other], [node.other, node.fact]]) {
            if (values.has(name)) continue;
            if (values.has(partner)) add(name, [values.get(partner)]);
            else use(name).partners.add(partner);
          }
        }
      }
    }
    for (const name of closed) uses.delete(name);
    return uses;
  }

  function answersOf(matter, name, counted, uses, on) {
    const fact = matter.facts.get(name);
    const own = uses.get(name) || { constants: new Set(), groups: new Map(), partners: new Set() };
    switch (fact.type) {
      case "boolean": return [true, false];
      case "choice": return choices(fact, own);
      case "choices": return subsets(fact, own);
      case "date": {
        const days = new Set(uses.has(name) ? nearDays(name, uses) : []);
        for (const each of counted) daysOf(matter.facts.get(each), nearNumbers(matter, each, uses), on).forEach((day) => days.add(day));
        return [...days].sort((a, b) => a - b);
      }
      case "integer":
      case "money":
      case "decimal": return nearNumbers(matter, name, uses);
      default: {
        const texts = [...constants(name, uses)].sort();
        return [...texts, ...together(name, uses).map((each, index) => String.fromCharCode(0xe000 + index))];
      }
    }
  }

  function choices(fact, own) {
    const ids = fact.options.map((option) => option[0]);
    if (own.partners.size) return ids;
    const other = ids.find((id) => !own.constants.has(id));
    const named = ids.filter((id) => own.constants.has(id));
    return other === undefined ? named : [...named, other];
  }

  // All choices among options of which each stands for those that are always named together.
  function subsets(fact, own) {
    const kinds = new Map();
    for (const [id] of fact.options) {
      const signature = [...own.groups].filter(([, group]) => group.has(id)).map(([key]) => key).sort().join("\u0001");
      if (signature && !kinds.has(signature)) kinds.set(signature, id);
    }
    return [...kinds.values()].reduce((found, id) => [...found, ...found.map((chosen) => [...chosen, id])], [[]])
      .sort((a, b) => a.length - b.length);
  }

  // The fact and all open facts that it is compared with, directly or through others.
  function together(name, uses) {
    const found = [name];
    for (const each of found) {
      if (!uses.has(each)) continue;
      for (const other of uses.get(each).partners) if (!found.includes(other)) found.push(other);
    }
    return found;
  }

  function constants(name, uses) {
    return new Set(together(name, uses).flatMap((each) => (uses.has(each) ? [...uses.get(each).constants] : [])));
  }

  function around(reach) {
    return Array.from({ length: 2 * reach + 1 }, (none, index) => index - reach);
  }

  function nearDays(name, uses) {
    const bases = [...constants(name, uses)];
    const steps = around(together(name, uses).length);
    return (bases.length ? bases : [banshi.values.ordinal(2000, 1, 1)])
      .flatMap((base) => steps.map((step) => base + step)).filter((day) => day >= FIRST && day <= LAST);
  }

  // Numbers of the fact's own grid on, just below and just above every constant of its group.
  function nearNumbers(matter, name, uses) {
    const group = together(name, uses);
    const counts = around(group.length).map(BigInt);
    const steps = new Set(group.map((each) => STEPS[matter.facts.get(each).type]));
    let bases = [...constants(name, uses)];
    if (!bases.length) bases = [0n];
    if (steps.size > 1) {
      const one = banshi.values.SCALE;
      const more = bases.flatMap((base) => [floor(base, one), ceiling(base, one)])
        .flatMap((whole) => [...steps].flatMap((step) => counts.map((count) => whole + step * count)));
      bases = [...bases, ...more];
    }
    const grid = STEPS[matter.facts.get(name).type];
    const found = new Set();
    for (const base of bases) {
      for (const step of steps) {
        for (const start of [floor(base, step), ceiling(base, step)]) {
          for (const count of counts) {
            const number = start + count * step;
            if (number % grid === 0n && number < LIMIT && -number < LIMIT) found.add(number);
          }
        }
      }
    }
    return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  function floor(number, step) {
    const rest = ((number % step) + step) % step;
    return number - rest;
  }

  function ceiling(number, step) {
    return -floor(-number, step);
  }

  // The first and the last day on which a derived fact has each of these values.
  function daysOf(fact, numbers, on) {
    const [kind] = fact.derive;
    const sign = kind === "days_until" ? 1 : -1;
    const count = (day) => sign * banshi.check.counted(kind, day, on);
    return numbers.flatMap((number) => {
      const wanted = sign * Number(number / banshi.values.SCALE);
      const first = firstDay((day) => count(day) >= wanted);
      const after = firstDay((day) => count(day) > wanted);
      return first < after ? [first, after - 1] : [];
    });
  }

  function firstDay(holds) {
    let low = FIRST, high = LAST + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  banshi.representatives = representatives;
})(globalThis.banshi);
