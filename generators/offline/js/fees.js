// What is to be paid: checker/fees.py in the browser.
// In: the fee items of the program, which conditions hold, the values. Out: the `fees` of a verdict.
// The surprising thing: amounts stay decimal numbers as the catalogue wrote them, digits and a scale, so that 80.50 stays 80.50.
(function (banshi) {
  "use strict";

  function decimal(text) {
    const [whole, fraction = ""] = text.split(".");
    return { digits: BigInt(whole + fraction), scale: fraction.length };
  }

  function times(amount, count) {
    return { digits: amount.digits * BigInt(count), scale: amount.scale };
  }

  function plus(left, right) {
    const scale = Math.max(left.scale, right.scale);
    const at = (amount) => amount.digits * 10n ** BigInt(scale - amount.scale);
    return { digits: at(left) + at(right), scale };
  }

  function parts(amount) {
    const sign = amount.digits < 0n ? "-" : "";
    const digits = String(amount.digits < 0n ? -amount.digits : amount.digits).padStart(amount.scale + 1, "0");
    return [sign, digits.slice(0, digits.length - amount.scale), amount.scale ? digits.slice(-amount.scale) : ""];
  }

  function written(amount) {
    const [sign, whole, fraction] = parts(amount);
    return sign + whole + (fraction ? "." + fraction : "");
  }

  // To the fen, halves to the even one, with thousands separators, without ".00".
  function amountText(amount) {
    let rounded = amount;
    if (amount.scale > 2) {
      const size = 10n ** BigInt(amount.scale - 2);
      const half = size / 2n;
      let digits = amount.digits / size;
      const rest = amount.digits % size;
      if (rest > half || (rest === half && digits % 2n === 1n)) digits += 1n;
      rounded = { digits, scale: 2 };
    }
    const [sign, whole, fraction] = parts(rounded);
    const fen = fraction.padEnd(2, "0");
    return sign + banshi.words.grouped(whole) + (fen === "00" ? "" : "." + fen);
  }

  function feesOf(matter, truthOf, values) {
    const { fees } = matter.program;
    const { words } = matter;
    const made = { charged: fees.charged, total: null, currency: "CNY", items: [], reductions: [], depends_on: [], text: "" };
    if (!fees.charged) return { ...made, total: "0", text: words.say("verdict.fee.none") };
    const reduced = new Set(), depends = new Set(), possible = [], lines = [];
    const waitFor = (name) => {
      const left = banshi.conditions.simplify(matter.nodes, matter.program.cases[name], values, new Set());
      const names = typeof left === "number" ? [] : banshi.conditions.factsOfRest(matter.nodes, left);
      for (const fact of names) {
        if (!values.has(fact)) depends.add(matter.sourceOf(fact));
      }
    };
    for (const reduction of fees.reductions) {
      const truth = truthOf("reduction/" + reduction.id);
      if (truth === 2) {
        reduction.items.forEach((item) => reduced.add(item));
        made.reductions.push(reduction.text);
      } else if (truth === 1) possible.push(reduction);
    }
    // an item that is surely not paid waits for nothing
    const open = new Map(fees.items.map((item) => [item.id, truthOf("fee/" + item.id, 2)])
      .filter(([id, truth]) => truth > 0 && !reduced.has(id)));
    for (const reduction of possible) {
      if (reduction.items.some((item) => open.has(item))) waitFor("reduction/" + reduction.id);
    }
    for (const item of fees.items) {
      if (!open.has(item.id)) continue;
      if (open.get(item.id) === 1) {
        waitFor("fee/" + item.id);
        continue;
      }
      const count = item.times ? whole(values.get(item.times), matter.facts.get(item.times)) : 1;
      if (count === null) {
        depends.add(item.times);
        continue;
      }
      lines.push({ item, count: Math.max(count, 0) });
    }
    let total = { digits: 0n, scale: 0 };
    made.items = lines.map(({ item, count }) => {
      const amount = times(decimal(item.amount), count);
      total = plus(total, amount);
      return {
        id: item.id, name: item.name, amount: item.amount, times: count, total: written(amount), basis: matter.basis(item.basis),
      };
    });
    made.depends_on = [...depends];
    if (depends.size) {
      const labels = made.depends_on.filter((name) => matter.facts.has(name)).map((name) => matter.facts.get(name).label);
      return { ...made, text: words.say("verdict.fee.unknown", { facts: words.listed(labels) }) };
    }
    return { ...made, total: written(total), text: words.say("verdict.fee.total", { amount: amountText(total) }) };
  }

  // How many units: the value of a whole-number fact.
  function whole(value, fact) {
    if (value === undefined || fact.type !== "integer") return null;
    return Number(value / banshi.values.SCALE);
  }

  banshi.fees = { amountText, decimal, feesOf };
})(globalThis.banshi);
