// What is wrong with the papers handed in: checker/documents.py in the browser.
// In: a requirement of the program, the papers, the day of receipt. Out: its faults, all at once, and what was offered instead.
// The surprising thing: of several alternatives the faults of the nearest are told, as in Python: handed in first, then the fewest.
(function (banshi) {
  "use strict";

  const SPOT = { not_signed: "signed", not_sealed: "sealed", too_few_originals: "copies", too_few_copies: "copies" };

  function stateOf(paper, documents, receivedOn) {
    if (paper.waived) return state([], false, false);
    const mine = new Set(paper.forms.map((form) => form.material));
    const own = documents.filter((document) => mine.has(document.material));
    const promised = own.some((document) => document.promised);
    const follows = own.some((document) => document.follows);
    const real = own.filter((document) => !(document.promised || document.follows));
    const tried = paper.forms.map((form, index) => {
      const given = real.filter((document) => document.material === form.material);
      return { index, given: given.length > 0, faults: faultsOf(form, given, receivedOn) };
    });
    const lacking = paper.count - tried.filter((each) => !each.faults.length).length;
    if (lacking <= 0) return state([], promised, follows);
    const order = tried.filter((each) => each.faults.length).sort((a, b) =>
      Number(b.given) - Number(a.given) || a.faults.length - b.faults.length || a.index - b.index);
    return state(order.slice(0, lacking).flatMap((each) => each.faults), promised, follows);
  }

  function state(faults, promised, follows) {
    return {
      faults, promised, follows,
      fine: !faults.length,
      correctable: faults.length > 0 && faults.every(onTheSpot),
      missing: faults.some((fault) => fault.kind === "missing"),
    };
  }

  function onTheSpot(fault) {
    return (fault.form.on_the_spot || []).includes(SPOT[fault.kind]);
  }

  function faultsOf(form, documents, receivedOn) {
    if (form.shared) return [];
    if (!form.holders) return faultsOfOne(form, documents, receivedOn, null);
    return form.holders.flatMap((holder) =>
      faultsOfOne(form, documents.filter((document) => document.holder === holder[0]), receivedOn, holder));
  }

  function faultsOfOne(form, documents, receivedOn, holder) {
    const sum = (key) => documents.reduce((total, document) => total + document[key], 0n);
    const originals = sum("originals"), copies = sum("copies");
    const electronic = documents.some((document) => document.electronic);
    const fault = (kind, wanted, given) => ({ kind, form, holder, wanted, given });
    if (!documents.length || !(originals || copies || electronic)) return [fault("missing")];
    const faults = [];
    if (!(electronic && form.electronic)) faults.push(...amounts(form, originals, copies, fault));
    if (form.signed && !documents.every((document) => document.signed)) faults.push(fault("not_signed"));
    if (form.sealed && !documents.every((document) => document.sealed)) faults.push(fault("not_sealed"));
    faults.push(...dates(form, documents, receivedOn, fault));
    return faults;
  }

  function amounts(form, originals, copies, fault) {
    if (form.check_only) return originals ? [] : [fault("original_not_shown")];
    const wantedOriginals = BigInt(form.originals || 0), wantedCopies = BigInt(form.copies || 0);
    const faults = [];
    if (originals < wantedOriginals) {
      faults.push(fault("too_few_originals", String(wantedOriginals), String(originals)));
    }
    const spare = originals > wantedOriginals ? originals - wantedOriginals : 0n;
    if (copies + spare < wantedCopies) faults.push(fault("too_few_copies", String(wantedCopies), String(copies + spare)));
    return faults;
  }

  // The newest paper of its kind counts. Days stay numbers here; they are put into words where they are told.
  function dates(form, documents, receivedOn, fault) {
    const faults = [];
    const days = (key) => documents.map((document) => document[key]).filter((day) => day !== null);
    if (form.valid_on_receipt) {
      const ends = days("valid_until");
      if (!ends.length) faults.push(fault("expiry_not_shown", receivedOn));
      else if (Math.max(...ends) < receivedOn) faults.push(fault("expired", receivedOn, Math.max(...ends)));
    }
    const issued = days("issued_on");
    if (form.issued_within) {
      const first = earliest(form.issued_within, receivedOn);
      if (!issued.length) faults.push(fault("issue_date_not_shown", first));
      else if (Math.max(...issued) < first) faults.push(fault("outdated", first, Math.max(...issued)));
    }
    const later = issued.filter((day) => day > receivedOn);
    if (later.length) faults.push(fault("dated_later", receivedOn, Math.min(...later)));
    return faults;
  }

  // The first day on which a paper of this age may have been issued.
  function earliest(age, receivedOn) {
    return age.months ? banshi.clock.sameDay(receivedOn, -age.months) : receivedOn - age.days;
  }

  banshi.papers = { earliest, stateOf };
})(globalThis.banshi);
