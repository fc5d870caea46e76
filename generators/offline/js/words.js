// Sentences, days, amounts and values as people write them: checker/words.py, deadline_text.py, conditions/phrases.py in the browser.
// In: the shared data of a site. Out: `Words`. The surprising thing: a sentence is filled in one pass, so braces or markup in an
// answer stay what they are, and nothing here ever becomes HTML.
(function (banshi) {
  "use strict";

  const FIELD = /\{([a-z][a-z0-9_]*)\}/g;
  const PERSONAL = new Set(["text", "person-id", "credit-code"]);

  class Words {
    constructor(shared) {
      this.sentences = shared.words;
      this.reasons = shared.reasons;
      this.separator = shared.separator;
      this.language = shared.language;
    }

    say(key, fields) {
      const sentence = this.sentences[key];
      if (sentence === undefined) throw new Error("no words for " + key);
      return sentence.replace(FIELD, (all, name) => {
        if (!fields || fields[name] === undefined) throw new Error(key + " needs the field " + name);
        return fields[name];
      });
    }

    listed(items) {
      return [...items].join(this.separator);
    }

    reason(notGiven, fact) {
      return this.reasons[fact.type + ":" + notGiven.code] || this.reasons[notGiven.code];
    }

    day(number) {
      const { year, month, date } = banshi.values.civil(number);
      return this.say("clock.date", { year: String(year), month: this.say("clock.month." + month), day: String(date) });
    }

    fullDay(number) {
      const weekday = this.say("clock.weekday." + banshi.values.weekday(number));
      return this.say("clock.with-weekday", { date: this.day(number), weekday });
    }

    duration({ amount, unit }) {
      if (amount === 0) return this.say("clock.duration.at_once");
      const key = "clock.duration." + unit;
      return this.say(amount === 1 ? key + ".one" : key, { amount: String(amount) });
    }

    // The value of a fact as people write it; what could name a person is masked.
    given(value, fact) {
      if (value === undefined) return this.say("conditions.not_given");
      if (PERSONAL.has(fact.type)) return this.say("conditions.masked");
      if (Array.isArray(value)) {
        const labels = value.map((option) => this.option(option, fact));
        return labels.length ? labels.join(this.say("conditions.list_separator")) : this.say("conditions.nothing_chosen");
      }
      if (typeof value === "boolean") return this.say(value ? "conditions.yes" : "conditions.no");
      if (fact.type === "date") {
        const { year, month, date } = banshi.values.civil(value);
        const name = this.say("conditions.months").split("｜")[month - 1];
        return this.say("conditions.date", { year: String(year), month: name, day: String(date) });
      }
      if (typeof value === "string") return this.option(value, fact);
      if (fact.type === "money") return this.money(value);
      const fields = { amount: plain(value), unit: fact.unit || "" };
      return this.say(fact.unit ? "conditions.number_with_unit" : "conditions.number", fields);
    }

    option(id, fact) {
      const found = (fact.options || []).find((option) => option[0] === id);
      return found ? found[1] : this.say("conditions.quoted", { text: id });
    }

    // In the largest unit that divides it exactly; the last unit is 1.
    money(value) {
      const units = this.say("conditions.money_units").split("｜").map((entry) => entry.split("→"));
      const last = units[units.length - 1];
      const whole = (size) => BigInt(size) * banshi.values.SCALE;
      const [size, unit] = units.slice(0, -1).find(([size]) => value !== 0n && value % whole(size) === 0n) || last;
      const amount = value / BigInt(size);
      const fen = amount % banshi.values.SCALE !== 0n;
      return this.say("conditions.money", { amount: fen ? places(amount, 2) : plain(amount), unit });
    }
  }

  // A number in ten-thousandths with thousands separators, without needless zeros.
  function plain(value) {
    const [whole, fraction] = places(value, 4).split(".");
    const kept = fraction.replace(/0+$/, "");
    return kept ? whole + "." + kept : whole;
  }

  function places(value, count) {
    const sign = value < 0n ? "-" : "";
    const digits = String(value < 0n ? -value : value).padStart(5, "0");
    const whole = grouped(digits.slice(0, -4));
    return sign + whole + (count ? "." + digits.slice(-4, digits.length - 4 + count) : "");
  }

  function grouped(digits) {
    return digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  }

  banshi.words = { Words, grouped, plain };
})(globalThis.banshi);
