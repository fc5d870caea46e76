// The condition trees: their truth on what is known (checker/engines/compiled.py), and what is left of them (conditions/simplify.py).
// In: the node table of a program (generators/offline/trees.py) and a Map of normalised values. Out: 0 false, 1 unknown, 2 true.
// The surprising thing: equal nodes share one row of the table, so each is evaluated once for a whole check, and what is left of a
// tree can be compared by a short key.
(function (banshi) {
  "use strict";

  const FALSE = 0, UNKNOWN = 1, TRUE = 2;
  const COMPARISONS = {
    is: (left, right) => left === right,
    at_least: (left, right) => left >= right,
    more_than: (left, right) => left > right,
    at_most: (left, right) => left <= right,
    less_than: (left, right) => left < right,
    before: (left, right) => left < right,
    after: (left, right) => left > right,
    includes: (chosen, option) => chosen.includes(option),
  };

  // The rows with their constants read as answers are read. A constant that no answer could equal is a fault of the program.
  function compile(rows, facts) {
    return rows.map((row) => {
      const [kind, ...rest] = row;
      if (kind === "all" || kind === "any") return { kind, children: rest };
      if (kind === "not") return { kind, children: rest };
      const fact = facts.get(rest[0]);
      if (kind === "known") return { kind, fact: rest[0], facts: [rest[0]], given: rest[1] };
      if (kind === "one_of") {
        return { kind, fact: rest[0], facts: [rest[0]], options: new Set(rest[1].map((each) => constant(each, fact))) };
      }
      const operand = rest[1];
      if (operand !== null && typeof operand === "object") {
        const names = [...new Set([rest[0], operand.fact])];
        return { kind, fact: rest[0], facts: names, other: operand.fact };
      }
      return { kind, fact: rest[0], facts: [rest[0]], operand: constant(operand, fact) };
    });
  }

  function constant(raw, fact) {
    const value = banshi.values.normalise(fact.type === "choices" ? [raw] : raw, fact);
    if (value instanceof banshi.values.NotGiven) throw new Error("a constant of " + fact.id + " cannot be read");
    return fact.type === "choices" ? value[0] : value;
  }

  // The truth of one comparison.
  function atomTruth(node, values) {
    if (node.kind === "known") return values.has(node.fact) === node.given ? TRUE : FALSE;
    const left = values.get(node.fact);
    if (left === undefined) return UNKNOWN;
    if (node.kind === "one_of") {
      const holds = Array.isArray(left) ? left.some((each) => node.options.has(each)) : node.options.has(left);
      return holds ? TRUE : FALSE;
    }
    const right = node.other === undefined ? node.operand : values.get(node.other);
    if (right === undefined) return UNKNOWN;
    return COMPARISONS[node.kind](left, right) ? TRUE : FALSE;
  }

  // A function from the number of a node to its truth on these values; each node is looked at once.
  function evaluator(nodes, values) {
    const found = new Array(nodes.length);
    function truth(number) {
      if (found[number] === undefined) found[number] = evaluate(nodes[number]);
      return found[number];
    }
    function evaluate(node) {
      switch (node.kind) {
        case "all": return fold(node.children, FALSE, TRUE);
        case "any": return fold(node.children, TRUE, FALSE);
        case "not": return TRUE - truth(node.children[0]);
        default: return atomTruth(node, values);
      }
    }
    function fold(children, decisive, otherwise) {
      let result = otherwise;
      for (const child of children) {
        const found = truth(child);
        if (found === decisive) return decisive;
        if (found === UNKNOWN) result = UNKNOWN;
      }
      return result;
    }
    return truth;
  }

  // What is left of a tree once the values are put in: a truth, or {kind, key, parts | number}. `tree` is the number of a node, or
  // what an earlier call left. `asked` facts without a value will never get one.
  function simplify(nodes, tree, values, asked) {
    const left = reduce(tree);
    return typeof left === "number" || canChange(left) ? left : UNKNOWN;

    function reduce(part) {
      const node = typeof part === "number" ? nodes[part] : part;
      const children = node.children || node.parts;
      switch (node.kind) {
        case "all": return combine("all", children, FALSE);
        case "any": return combine("any", children, TRUE);
        case "not": {
          const rest = reduce(children[0]);
          return typeof rest === "number" ? TRUE - rest : { kind: "not", parts: [rest], key: "!(" + rest.key + ")" };
        }
        default: return leaf(node.kind === "atom" ? part : atom(part));
      }
    }

    function leaf(part) {
      const node = nodes[part.number];
      const settled = node.kind === "known" ? values.has(node.fact) || asked.has(node.fact)
        : node.facts.every((fact) => values.has(fact));
      if (settled) return atomTruth(node, values);
      // of two facts that are compared one may be known: what is left differs with its value
      const known = node.other === undefined ? undefined : values.has(node.fact) ? values.get(node.fact) : values.get(node.other);
      return known === undefined ? part : { ...part, key: part.number + "@" + known };
    }

    function combine(kind, children, decisive) {
      const kept = new Map();
      let stuck = false; // one child that stays unknown says as much as ten
      for (const child of children) {
        const rest = reduce(child);
        if (typeof rest === "number") {
          if (rest === decisive) return decisive;
        } else if (canChange(rest)) {
          if (!kept.has(rest.key)) kept.set(rest.key, rest);
        } else if (!stuck) {
          stuck = true;
          if (!kept.has(rest.key)) kept.set(rest.key, rest);
        }
      }
      if (kept.size === 0) return TRUE - decisive;
      const parts = [...kept.values()];
      if (parts.length === 1) return parts[0];
      return { kind, parts, key: kind + "(" + parts.map((part) => part.key).join(",") + ")" };
    }

    function canChange(rest) {
      return openFacts(nodes, rest, values, asked).length > 0;
    }
  }

  function atom(number) {
    return { kind: "atom", number, key: String(number) };
  }

  // The facts that can still matter in what is left of a tree, in order of appearance, with repetitions.
  function openFacts(nodes, left, values, asked) {
    const found = [];
    for (const node of atoms(nodes, left)) {
      const missing = node.facts.filter((fact) => !values.has(fact));
      if (!missing.some((fact) => asked.has(fact))) found.push(...missing);
    }
    return found;
  }

  function atoms(nodes, left) {
    return left.kind === "atom" ? [nodes[left.number]] : left.parts.flatMap((part) => atoms(nodes, part));
  }

  // The facts of what is left, or of a whole tree by its number; each once, in order of first appearance.
  function factsOfRest(nodes, left) {
    return [...new Set(atoms(nodes, left).flatMap((node) => node.facts))];
  }

  function factsOf(nodes, number) {
    const node = nodes[number];
    return node.facts ? node.facts : [...new Set(node.children.flatMap((child) => factsOf(nodes, child)))];
  }

  banshi.conditions = { FALSE, UNKNOWN, TRUE, atoms, compile, evaluator, simplify, openFacts, factsOf, factsOfRest };
})(globalThis.banshi);
