// What is handed in, read as checker/submission.py reads it: facts by their full names, papers with their numbers and days.
// In: the value of a JSON text (json.js). Out: {submission, refused}: the submission, or the codes of why it cannot be used.
// The surprising thing: nothing is guessed. What has the wrong type is as if it were not there.
(function (banshi) {
  "use strict";

  const MAX_DOCUMENTS = 2000;
  const MAX_DEPTH = 8;

  function read(data) {
    const top = data instanceof Map ? data : new Map();
    const refused = [];
    const facts = flatten(top.get("facts"), refused);
    const listed = top.get("documents");
    if (Array.isArray(listed) && listed.length > MAX_DOCUMENTS) return { submission: null, refused: [...refused, "B01"] };
    const documents = Array.isArray(listed)
      ? listed.filter((item) => item instanceof Map).map((item) => document(item, refused)) : [];
    const submission = {
      matter: string(top, "matter"),
      received_on: day(top, "received_on", refused),
      office: string(top, "office"),
      facts,
      documents,
    };
    return { submission: refused.length ? null : submission, refused };
  }

  // {applicant: {kind: x}} and {"applicant.kind": x} are the same fact; both at once is refused. The order of the walk is the
  // reader's in Python, because remarks come in it.
  function flatten(given, refused) {
    const facts = new Map();
    const stack = [["", given, 1]];
    while (stack.length) {
      const [name, value, depth] = stack.pop();
      if (value instanceof Map && depth <= MAX_DEPTH) {
        for (const [key, item] of value) stack.push([name ? name + "." + key : key, item, depth + 1]);
        continue;
      }
      if (!name) continue;
      if (facts.has(name)) refused.push("B02");
      else facts.set(name, value);
    }
    return facts;
  }

  function document(item, refused) {
    const form = string(item, "form");
    const originals = form === "original" && !item.has("originals") ? 1n : integer(item, "originals");
    const copies = form === "copy" && !item.has("copies") ? 1n : integer(item, "copies");
    return {
      material: string(item, "material"),
      originals,
      copies,
      electronic: form === "electronic" || flag(item, "electronic"),
      holder: string(item, "holder"),
      issued_on: day(item, "issued_on", refused),
      valid_until: day(item, "valid_until", refused),
      signed: item.has("signed") ? flag(item, "signed") : null,
      sealed: item.has("sealed") ? flag(item, "sealed") : null,
      promised: flag(item, "promised"),
      follows: flag(item, "follows"),
    };
  }

  function string(item, key) {
    const value = item.get(key);
    return typeof value === "string" ? value : "";
  }

  function integer(item, key) {
    const value = item.get(key);
    return typeof value === "number" ? BigInt(value) : 0n;
  }

  function flag(item, key) {
    return item.get(key) === true;
  }

  // A day of the calendar, or null; what looks like one and is none is refused.
  function day(item, key, refused) {
    const value = item.get(key);
    if (typeof value !== "string") return null;
    const found = banshi.values.normalise(value, { type: "date" });
    if (typeof found === "number") return found;
    if ([...value].length === 10) refused.push("R01");
    return null;
  }

  banshi.submission = { read };
})(globalThis.banshi);
