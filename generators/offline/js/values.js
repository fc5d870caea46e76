// One raw answer -> one normalised value, or why it counts as not given: checker/conditions/values.py in the browser.
// In: what a form or a saved file delivered, and the declaration of its fact. Out: boolean, BigInt (numbers, in ten-thousandths),
// number (days, counted from 0001-01-01), text or a list of option ids; else a `NotGiven`.
// The surprising thing: no number is ever a float here, so 0.1 is 0.1 and fourteen digits are fourteen digits.
(function (banshi) {
  "use strict";

  const SCALE = 10000n;
  const MAX_DIGITS = 14;
  const MAX_BYTES = 4096;
  const PLACES = { integer: 0, money: 2, decimal: 4 };
  const NUMBER = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
  const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
  const TRIMMED = /^[ \t\n\r\u3000\u00a0]+|[ \t\n\r\u3000\u00a0]+$/g;
  const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

  class NotGiven {
    constructor(code) {
      this.code = code;
    }
  }

  function normalise(raw, fact) {
    if (raw === null || raw === undefined) return new NotGiven("null");
    if (raw === "") return new NotGiven("empty");
    switch (fact.type) {
      case "boolean": return typeof raw === "boolean" ? raw : new NotGiven("wrong-type");
      case "integer":
      case "money":
      case "decimal": return number(raw, fact.type);
      case "date": return day(raw);
      case "choice": return isOption(raw, fact) ? raw : new NotGiven("not-an-option");
      case "choices": return options(raw, fact);
      default: return text(raw);
    }
  }

  function number(raw, kind) {
    const written = typeof raw === "string" ? raw
      : raw instanceof banshi.json.NumberText ? raw.text
      : typeof raw === "number" && Number.isSafeInteger(raw) ? String(raw) : null;
    const match = written === null ? null : NUMBER.exec(written);
    if (match === null) return new NotGiven("not-a-number");
    const fraction = (match[3] || "").replace(/0+$/, "");
    if (match[2].length > MAX_DIGITS) return new NotGiven("too-large");
    if (fraction.length > PLACES[kind]) return new NotGiven("too-precise");
    return BigInt(match[1] + match[2] + fraction.padEnd(4, "0"));
  }

  function day(raw) {
    const match = typeof raw === "string" ? DAY.exec(raw) : null;
    const found = match === null ? null : ordinal(Number(match[1]), Number(match[2]), Number(match[3]));
    return found === null ? new NotGiven("not-a-date") : found;
  }

  function isOption(raw, fact) {
    return typeof raw === "string" && fact.optionIds.has(raw);
  }

  function options(raw, fact) {
    if (!Array.isArray(raw)) return new NotGiven("wrong-type");
    if (!raw.every((each) => isOption(each, fact))) return new NotGiven("not-an-option");
    return [...new Set(raw)];
  }

  function text(raw) {
    if (typeof raw !== "string") return new NotGiven("wrong-type");
    const cut = raw.replace(TRIMMED, "").normalize("NFC");
    if (cut === "") return new NotGiven("empty");
    if (CONTROL.test(cut)) return new NotGiven("control-character");
    if (!banshi.json.wellFormed(cut)) return new NotGiven("not-unicode");
    return new TextEncoder().encode(cut).length > MAX_BYTES ? new NotGiven("too-long") : cut;
  }

  const BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

  function isLeap(year) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  }

  function lengthOfMonth(year, month) {
    return month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  }

  // The number of a day, 1 for 0001-01-01; null when the calendar has no such day.
  function ordinal(year, month, date) {
    if (year < 1 || month < 1 || month > 12 || date < 1 || date > lengthOfMonth(year, month)) return null;
    const past = year - 1;
    const leaps = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
    return past * 365 + leaps + BEFORE[month - 1] + (month > 2 && isLeap(year) ? 1 : 0) + date;
  }

  // Year, month and date of a numbered day.
  function civil(number) {
    let year = Math.max(1, Math.floor(number / 366));
    while (ordinal(year + 1, 1, 1) <= number) year += 1;
    let month = 12;
    while (ordinal(year, month, 1) > number) month -= 1;
    return { year, month, date: number - ordinal(year, month, 1) + 1 };
  }

  function iso(number) {
    const { year, month, date } = civil(number);
    return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  }

  // Monday 1 to Sunday 7.
  function weekday(number) {
    return ((number + 6) % 7) + 1;
  }

  banshi.values = { SCALE, NotGiven, normalise, ordinal, civil, iso, weekday, lengthOfMonth };
})(globalThis.banshi);
