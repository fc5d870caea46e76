// The dates of one case as a calendar file (.ics, RFC 5545): generators/ics.py in the browser.
// In: a verdict and words. Out: text for a file. The surprising thing: no stamp of the present moment and nothing of the person: the
// stamp is the day of receipt, and an event is named by matter, edition, day and limit.
(function (banshi) {
  "use strict";

  const LONGEST = 75;
  const day = (text) => banshi.values.normalise(text, { type: "date" });
  const compact = (number) => banshi.values.iso(number).replace(/-/g, "");

  function file(verdict, words) {
    const name = words.say("result.calendar.name", { matter: verdict.matter_name });
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//banshi//pre-check//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:" + escaped(name)];
    lines.push(...event(verdict, words, { id: "received", at: day(verdict.on), name: words.say("result.event.received"), text: "" }));
    for (const line of verdict.deadlines) {
      const add = (kind, text, name) => {
        if (text) lines.push(...event(verdict, words, { ...line, id: line.id + "/" + kind, at: day(text), name, remind: true }));
      };
      add("promised", line.promised_day, words.say("result.event.promised", { label: line.label }));
      add("statutory", line.day, line.label);
      add("extended", line.extended_day, words.say("result.event.extended", { label: line.label }));
    }
    lines.push("END:VCALENDAR");
    return lines.map(folded).join("\r\n") + "\r\n";
  }

  function event(verdict, words, { id, at, name, text, provisional, remind }) {
    const note = words.say("result.event.description", { matter: verdict.matter_name, text })
      + (provisional ? words.say("result.event.provisional") : "");
    return [
      "BEGIN:VEVENT",
      "UID:" + [verdict.matter, verdict.edition, verdict.office || "", verdict.on, id].join(".").replace(/[^A-Za-z0-9.-]/g, "-") + "@banshi",
      "DTSTAMP:" + compact(day(verdict.on)) + "T000000Z",
      "DTSTART;VALUE=DATE:" + compact(at),
      "DTEND;VALUE=DATE:" + compact(at + 1),
      "SUMMARY:" + escaped(words.say("result.event.name", { matter: verdict.matter_name, name })),
      "DESCRIPTION:" + escaped(note),
      "TRANSP:TRANSPARENT",
      "STATUS:" + (provisional ? "TENTATIVE" : "CONFIRMED"),
      ...(remind ? ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + escaped(name), "TRIGGER:-P1D", "END:VALARM"] : []),
      "END:VEVENT",
    ];
  }

  function escaped(text) {
    return text.replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,").replace(/\r?\n/g, "\\n");
  }

  // No line longer than 75 bytes, and no character cut in two.
  function folded(line) {
    const encoder = new TextEncoder();
    let text = "", length = 0;
    for (const sign of line) {
      const size = encoder.encode(sign).length;
      if (length + size > LONGEST) {
        text += "\r\n ";
        length = 1;
      }
      text += sign;
      length += size;
    }
    return text;
  }

  banshi.calendar = { file };
})(globalThis.banshi);
