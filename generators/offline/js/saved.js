// The file an applicant keeps, as checker/interview/saved.py reads and writes it; and what of an old one no longer holds.
// In: a parsed file. Out: the answers with the edition they were given under; plain data for a new file; what changed since.
// The surprising thing: nothing is carried over in silence. An answer whose question is gone is dropped and named, one that no longer
// counts is asked again, and no message repeats an answer.
(function (banshi) {
  "use strict";

  const FORMAT = 1;

  function read(data) {
    const top = data instanceof Map ? data : new Map();
    const inner = new Map(top);
    for (const [name, as] of [["answers", "facts"], ["on", "received_on"]]) {
      if (top.has(name)) inner.set(as, top.get(name));
    }
    const { submission, refused } = banshi.submission.read(inner);
    if (submission === null) return { saved: null, refused };
    const documentsAreAll = !top.has("papers") && top.has("documents");
    const answers = {
      facts: submission.facts,
      skipped: new Set(texts(top, "skipped").filter((name) => !submission.facts.has(name))),
      documents: submission.documents,
      papers: documentsAreAll ? null : new Set(texts(top, "papers")),
    };
    const edition = top.get("edition"), version = top.get("catalogue_version");
    return {
      saved: {
        matter: submission.matter,
        office: submission.office,
        on: submission.received_on,
        edition: typeof edition === "string" ? edition : "",
        catalogue_version: typeof version === "string" ? version : "",
        answers,
      },
      refused,
    };
  }

  function texts(top, key) {
    const listed = top.get(key);
    return Array.isArray(listed) ? listed.filter((each) => typeof each === "string") : [];
  }

  function write(matter, answers, on) {
    const { program } = matter;
    const data = {
      format: FORMAT,
      matter: program.matter,
      office: program.office,
      on: banshi.values.iso(on),
      edition: program.edition,
      catalogue_version: program.catalogue_version,
      answers: Object.fromEntries(answers.facts),
      skipped: [...answers.skipped].sort(),
      documents: answers.documents.map(document),
    };
    if (answers.papers !== null) data.papers = [...answers.papers].sort();
    return JSON.stringify(data, null, 1) + "\n";
  }

  // One paper as a submission writes it; what is not said is left out.
  function document(given) {
    const data = { material: given.material };
    if (given.holder) data.holder = given.holder;
    for (const name of ["originals", "copies"]) if (given[name]) data[name] = Number(given[name]);
    for (const name of ["issued_on", "valid_until"]) if (given[name] !== null) data[name] = banshi.values.iso(given[name]);
    for (const name of ["electronic", "promised", "follows"]) if (given[name]) data[name] = true;
    for (const name of ["signed", "sealed"]) if (given[name] !== null) data[name] = given[name];
    return data;
  }

  // The answers as far as they fit this edition, and what changed: [word key, fields] each.
  function adopt(matter, saved, on) {
    const { program, words } = matter;
    const { answers } = saved;
    const changes = [];
    if (saved.edition && saved.edition !== program.edition) {
      changes.push(words.say("offline.changed.edition", { before: saved.edition, now: program.edition }));
    } else if (saved.catalogue_version && saved.catalogue_version !== program.catalogue_version) {
      changes.push(words.say("offline.changed.catalogue"));
    }
    if (saved.on !== null && saved.on !== on) {
      changes.push(words.say("offline.changed.day", { before: words.day(saved.on), now: words.day(on) }));
    }
    if (saved.office !== program.office) changes.push(words.say("offline.changed.office"));
    const facts = new Map(), skipped = new Set();
    let gone = 0;
    for (const [name, raw] of answers.facts) {
      if (!matter.isAsked(name)) {
        gone += 1;
        continue;
      }
      const fact = matter.facts.get(name);
      const value = banshi.values.normalise(raw, fact);
      if (value instanceof banshi.values.NotGiven) {
        changes.push(words.say("offline.changed.answer", { fact: fact.label, reason: words.reason(value, fact) }));
      } else facts.set(name, raw);
    }
    for (const name of answers.skipped) {
      if (matter.isAsked(name)) skipped.add(name);
    }
    const materials = new Set(program.papers.flatMap((paper) => paper.forms.map((form) => form.material)));
    const documents = answers.documents.filter((each) => materials.has(each.material));
    const papers = answers.papers && new Set([...answers.papers].filter((id) => matter.papers.has(id)));
    const lost = answers.documents.length - documents.length + (papers ? answers.papers.size - papers.size : 0);
    if (gone) changes.push(words.say("offline.changed.gone", { n: String(gone) }));
    if (lost) changes.push(words.say("offline.changed.papers", { n: String(lost) }));
    return { answers: { facts, skipped, documents, papers }, changes };
  }

  banshi.saved = { adopt, document, read, write };
})(globalThis.banshi);
