// A JSON reader that loses nothing: the digits of a number, the order of keys, the difference between an object and its names.
// In: text that a person or another program wrote. Out: Map, array, text, number, true, false, null; `Unreadable` when it is not
// JSON or when the reader in Python would refuse it. The surprising thing: objects come out as Map, so that `__proto__` is a key
// like any other and "10" does not stand before "9".
(function (banshi) {
  "use strict";

  const MAX_DEPTH = 32;
  const MAX_EXPONENT = 300;
  const MAX_LENGTH = 1024 * 1024;
  const PLAIN = /^(?:-?[1-9][0-9]{0,14}|0)$/;
  const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
  const TEXT = /"((?:[^"\\\u0000-\u001f]|\\["\\\/bfnrt]|\\u[0-9a-fA-F]{4})*)"/y;
  const SPACE = /[ \t\n\r]*/y;
  const ESCAPES = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

  class Unreadable extends Error {}

  // A number as it was written, where the reader keeps numbers apart from text (the conformance suite does).
  class NumberText {
    constructor(text) {
      this.text = text;
    }
  }

  function read(text, keepNumbers) {
    if (text.length > MAX_LENGTH) throw new Unreadable("too long");
    let at = 0;
    if (text.charCodeAt(0) === 0xfeff) at = 1;

    function skip() {
      SPACE.lastIndex = at;
      SPACE.test(text);
      at = SPACE.lastIndex;
    }

    function take(pattern) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found === null) throw new Unreadable("at " + at);
      at = pattern.lastIndex;
      return found;
    }

    function expect(mark) {
      skip();
      if (text[at] !== mark) throw new Unreadable("at " + at);
      at += 1;
    }

    function word(literal, value) {
      if (!text.startsWith(literal, at)) throw new Unreadable("at " + at);
      at += literal.length;
      return value;
    }

    function string() {
      const inside = take(TEXT)[1];
      if (!inside.includes("\\")) return inside;
      const whole = inside.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (all, unit, short) =>
        unit ? String.fromCharCode(parseInt(unit, 16)) : ESCAPES[short] || short);
      if (/\\u/.test(inside) && !wellFormed(whole)) throw new Unreadable("half a character");
      return whole;
    }

    function number() {
      const digits = take(NUMBER)[0];
      const exponent = /[eE]([+-]?[0-9]+)$/.exec(digits);
      if (exponent && Math.abs(Number(exponent[1])) > MAX_EXPONENT) throw new Unreadable("exponent");
      if (PLAIN.test(digits)) return Number(digits);
      return keepNumbers ? new NumberText(digits) : digits;
    }

    function list(depth) {
      const items = [];
      at += 1;
      skip();
      if (text[at] === "]") { at += 1; return items; }
      for (;;) {
        items.push(value(depth));
        skip();
        if (text[at] === ",") { at += 1; continue; }
        expect("]");
        return items;
      }
    }

    function object(depth) {
      const members = new Map();
      at += 1;
      skip();
      if (text[at] === "}") { at += 1; return members; }
      for (;;) {
        skip();
        const key = string();
        if (members.has(key)) throw new Unreadable("a key twice");
        expect(":");
        members.set(key, value(depth));
        skip();
        if (text[at] === ",") { at += 1; continue; }
        expect("}");
        return members;
      }
    }

    function value(depth) {
      skip();
      switch (text[at]) {
        case "{":
        case "[":
          if (depth >= MAX_DEPTH) throw new Unreadable("too deep");
          return text[at] === "{" ? object(depth + 1) : list(depth + 1);
        case '"': return string();
        case "t": return word("true", true);
        case "f": return word("false", false);
        case "n": return word("null", null);
        default: return number();
      }
    }

    const whole = value(0);
    skip();
    if (at !== text.length) throw new Unreadable("something follows");
    return whole;
  }

  // Whether no half of a surrogate pair stands alone.
  function wellFormed(text) {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit < 0xd800 || unit > 0xdfff) continue;
      const next = text.charCodeAt(at + 1);
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
      at += 1;
    }
    return true;
  }

  banshi.json = { read, wellFormed, NumberText, Unreadable };
})(globalThis.banshi = globalThis.banshi || {});
