// From a start day and a limit to the last day: checker/clock.py, timetable.py and deadlines.py, as far as a pre-check needs them.
// In: limits as the catalogue writes them ("20 working_days"), the day of receipt, the holidays of the published years.
// Out: the deadlines of a verdict. The surprising thing: a pre-check knows one event, the receipt; what waits for another event
// says so, and days in years without a published notice are provisional.
(function (banshi) {
  "use strict";

  const ACCEPTED = ["accept", "accept_tolerating", "correct_on_spot"];
  const NOTIFIED = ["supplement", "undetermined"];
  const TOLERATED = "tolerated";

  class Calendar {
    constructor({ years, off, makeup }) {
      const days = (list) => new Set(list.map((day) => banshi.values.normalise(day, { type: "date" })));
      this.years = new Set(years);
      this.off = days(off);
      this.makeup = days(makeup);
    }

    covers(day) {
      return this.years.has(banshi.values.civil(day).year);
    }

    kind(day) {
      if (this.off.has(day)) return "holiday";
      if (this.makeup.has(day)) return "makeup";
      return banshi.values.weekday(day) < 6 ? "working" : "weekend";
    }

    works(day) {
      const kind = this.kind(day);
      return kind === "working" || kind === "makeup";
    }
  }

  function duration(text) {
    if (!text) return null;
    if (text === "at_once") return { amount: 0, unit: "at_once" };
    const [amount, unit] = text.split(" ");
    return { amount: Number(amount), unit };
  }

  // The corresponding day so many months on or back; the month's last day where there is none.
  function sameDay(day, months) {
    const { year, month, date } = banshi.values.civil(day);
    const count = year * 12 + month - 1 + months;
    const there = Math.min(Math.max(Math.floor(count / 12), 1), 9999);
    const in12 = ((count % 12) + 12) % 12 + 1;
    return banshi.values.ordinal(there, in12, Math.min(date, banshi.values.lengthOfMonth(there, in12)));
  }

  function deadline(start, limit, extension, calendar) {
    let periods = [limit];
    if (extension) {
      periods = limit.unit === extension.unit
        ? [{ amount: limit.amount + extension.amount, unit: limit.unit }] : [limit, extension];
    }
    let day = start, provisional = false;
    for (const period of periods) {
      const counted = count(day, period, calendar);
      day = counted.day;
      provisional = provisional || counted.guessed;
    }
    const moves = limit.unit !== "at_once" && limit.unit !== "working_days";
    if (moves && day !== start) {
      provisional = provisional || !calendar.covers(day);
      while (!calendar.works(day)) {
        day += 1;
        provisional = provisional || !calendar.covers(day);
      }
    }
    return { limit, extension, day, provisional };
  }

  function count(start, period, calendar) {
    if (period.unit === "months" || period.unit === "years") {
      return { day: sameDay(start, period.amount * (period.unit === "years" ? 12 : 1)), guessed: false };
    }
    if (period.unit !== "working_days") return { day: start + period.amount, guessed: false };
    let day = start, left = period.amount, guessed = false;
    while (left) {
      day += 1;
      guessed = guessed || !calendar.covers(day);
      if (calendar.works(day)) left -= 1;
    }
    return { day, guessed };
  }

  function entry(limit, start, calendar) {
    const on = (amount, extension) => (amount ? deadline(start, amount, extension, calendar) : null);
    return {
      limit, start,
      statutory: on(limit.statutory, null),
      promised: on(limit.promised, null),
      extended: limit.extension ? on(limit.statutory, limit.extension) : null,
    };
  }

  // Received today and accepted at once: what is decided is delivered from the last day for deciding.
  function project(limits, on, calendar) {
    const known = ["received", "accepted", "full_papers"];
    const first = new Map(limits.filter((limit) => known.includes(limit.starts))
      .map((limit) => [limit.id, entry(limit, on, calendar)]));
    const decisions = [...first.values()].filter((each) => each.limit.kind === "decision");
    const byLaw = latest(decisions.map((each) => each.statutory || each.promised));
    const byPromise = latest(decisions.map((each) => each.promised || each.statutory));
    return limits.map((limit) => {
      if (first.has(limit.id)) return first.get(limit.id);
      if (limit.starts === "decided" && byLaw !== null && byPromise !== null) {
        return afterDecision(limit, byLaw, byPromise, calendar);
      }
      return { limit, waits: limit.starts };
    });
  }

  function afterDecision(limit, byLaw, byPromise, calendar) {
    const found = { ...entry(limit, byLaw, calendar), latest: true };
    const amount = limit.promised || limit.statutory;
    if (limit.promised || byPromise !== byLaw) {
      found.promised = amount ? deadline(byPromise, amount, null, calendar) : null;
    }
    return found;
  }

  function latest(deadlines) {
    const days = deadlines.filter(Boolean).map((each) => each.day);
    return days.length ? Math.max(...days) : null;
  }

  function awaiting(limits, on, calendar) {
    return limits.map((limit) =>
      limit.starts === "received" ? entry(limit, on, calendar) : { limit, waits: limit.starts });
  }

  // The deadlines of a verdict, as plain data.
  function deadlines(matter, truthOf, on, outcome) {
    const accepted = ACCEPTED.includes(outcome);
    if (!accepted && !NOTIFIED.includes(outcome)) return [];
    const { conduct } = matter.program;
    const chosen = matter.limits.filter((limit) => truthOf("limit/" + limit.id, 2) !== 0);
    let inputs = chosen;
    const notice = duration(conduct.notice);
    if (notice && !inputs.some((limit) => limit.kind === "notice")) {
      inputs = [{ id: "notice", kind: "notice", statutory: notice, promised: null, extension: null, starts: "received" }, ...inputs];
    }
    if (accepted) {
      inputs = inputs.filter((limit) => limit.kind !== "notice");
      const due = outcome === "accept_tolerating" ? duration(conduct.tolerated) : null;
      if (due) {
        inputs = [{ id: TOLERATED, kind: "other", statutory: due, promised: null, extension: null, starts: "accepted" }, ...inputs];
      }
    }
    const entries = accepted ? project(inputs, on, matter.calendar) : awaiting(inputs, on, matter.calendar);
    return entries.map((each) => line(each, matter, truthOf, on));
  }

  function line(found, matter, truthOf, on) {
    const { words } = matter;
    const { limit } = found;
    const label = limit.label || words.say(limit.id === TOLERATED ? "verdict.deadline.tolerated" : "clock.limit." + limit.kind);
    let note = "";
    if (limit.if && truthOf("limit/" + limit.id, 2) === 1) note = limit.if;
    else if (limit.kind === "notice" && matter.program.conduct.silence === "deemed_accepted") {
      note = words.say("verdict.deadline.deemed", { day: words.fullDay(on) });
    }
    const shown = limit.statutory || limit.promised;
    const iso = (each) => (each ? banshi.values.iso(each.day) : null);
    return {
      id: limit.id,
      kind: limit.kind,
      label,
      limit: shown ? words.duration(shown) : "",
      start: found.start === undefined ? null : banshi.values.iso(found.start),
      day: iso(found.statutory),
      promised_day: iso(found.promised),
      extended_day: iso(found.extended),
      provisional: [found.statutory, found.promised].some((each) => each && each.provisional) || false,
      waits_for: found.waits || null,
      note: note || null,
      text: words.say("verdict.deadline.line", { label, text: said(found, words) }),
    };
  }

  function said(found, words) {
    if (found.waits) return words.say("clock.entry.waits", { event: words.say("clock.event." + found.waits) });
    const suffix = found.latest ? ".latest" : "";
    const promise = found.limit.promised ? "promised" : "promise-kept";
    return [[promise, found.promised], ["statutory", found.statutory], ["extended", found.extended]]
      .filter(([, each]) => each)
      .map(([name, each]) => words.say("clock.entry." + name + suffix, { duration: whole(each, words), date: due(each, words) }))
      .join("");
  }

  function whole(found, words) {
    const limit = words.duration(found.limit);
    if (!found.extension) return limit;
    return words.say("clock.duration.extended", { limit, extension: words.duration(found.extension) });
  }

  function due(found, words) {
    const date = words.fullDay(found.day);
    return found.provisional ? words.say("clock.due.provisional", { date }) : date;
  }

  banshi.clock = { Calendar, deadlines, duration, sameDay };
})(globalThis.banshi);
