// What a person typed -> a raw answer; and an amount of money in capital numerals.
// In: the text of a field. Out: what a submission file would hold. The surprising thing: only what reads one way is tidied (full-width
// digits, thousands separators, 200万); anything else is handed on as typed, so that `normalise` refuses it with its reason.
(function (banshi) {
  "use strict";

  const THOUSANDS = /^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/;
  const LARGE = /^([0-9]+)(?:\.([0-9]{1,8}))?([\u4e07\u842c\u4ebf\u5104])\u5143?$/;
  const SIZES = { "\u4e07": 4, "\u842c": 4, "\u4ebf": 8, "\u5104": 8 };

  function number(text) {
    const plain = text.normalize("NFKC").replace(/\s/g, "");
    if (THOUSANDS.test(plain)) return plain.replace(/,/g, "");
    const large = LARGE.exec(plain);
    if (large === null) return plain;
    const places = SIZES[large[3]];
    const fraction = (large[2] || "").padEnd(places, "0");
    const whole = (large[1] + fraction.slice(0, places)).replace(/^0+(?=[0-9])/, "");
    const rest = fraction.slice(places).replace(/0+$/, "");
    return rest ? whole + "." + rest : whole;
  }

  function raw(text, fact) {
    const cut = text.trim();
    return ["integer", "decimal", "money"].includes(fact.type) ? number(cut) : cut;
  }

  const NUMERALS = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整";
  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const PLACES = ["", "拾", "佰", "仟"];
  const GROUPS = ["", "万", "亿", "万亿"];

  // 80 -> 捌拾元整; null where the amount is too large or has more than fen.
  function capitals(amount) {
    const [whole, fraction = ""] = amount.split(".");
    const fen = fraction.padEnd(2, "0");
    if (!/^[0-9]{1,16}$/.test(whole) || !/^[0-9]{2}0*$/.test(fen)) return null;
    const yuan = BigInt(whole), jiao = Number(fen[0]), cent = Number(fen[1]);
    let text = yuan > 0n || (!jiao && !cent) ? groups(yuan) + "元" : "";
    if (jiao) text += DIGITS[jiao] + "角";
    if (cent) text += (yuan > 0n && !jiao ? "零" : "") + DIGITS[cent] + "分";
    return cent ? text : text + "整";
  }

  function groups(number) {
    if (number === 0n) return DIGITS[0];
    let text = "", gap = false;
    for (let group = 3; group >= 0; group -= 1) {
      const part = Number((number / 10000n ** BigInt(group)) % 10000n);
      if (part === 0) {
        gap = text !== "";
        continue;
      }
      if (text && (gap || part < 1000)) text += DIGITS[0];
      text += thousands(part) + GROUPS[group];
      gap = false;
    }
    return text;
  }

  function thousands(part) {
    let text = "", gap = false;
    for (let place = 3; place >= 0; place -= 1) {
      const digit = Math.floor(part / 10 ** place) % 10;
      if (digit === 0) {
        gap = text !== "";
        continue;
      }
      text += (gap ? DIGITS[0] : "") + DIGITS[digit] + PLACES[place];
      gap = false;
    }
    return text;
  }

  banshi.typed = { NUMERALS, capitals, raw };
})(globalThis.banshi);
