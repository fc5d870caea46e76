// Elements made of names, attributes and text; nothing else.
// In: a tag, attributes, children. Out: an element. The surprising thing: there is no way here to turn a text into markup, and an
// attribute that could run something is refused, so a catalogue or a saved file can say what it likes.
(function (banshi) {
  "use strict";

  const ATTRIBUTES = new Set([
    "accept", "aria-current", "aria-describedby", "aria-hidden", "aria-invalid", "aria-label", "aria-labelledby", "aria-live",
    "autocomplete", "checked", "class", "colspan", "datetime", "disabled", "for", "hidden", "href", "id", "inputmode", "lang", "max",
    "maxlength", "min", "name", "novalidate", "open", "role", "scope", "spellcheck", "tabindex", "type", "value",
  ]);
  const CHINESE = /[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+(?:[ \u00d70-9]*[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+)*/g;

  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === false || value === null || value === undefined) continue;
      if (name === "on") {
        for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
      } else if (ATTRIBUTES.has(name) && !/^\s*javascript:/i.test(String(value))) {
        element.setAttribute(name, value === true ? "" : String(value));
      } else throw new Error("no attribute " + name);
    }
    append(element, children);
    return element;
  }

  function append(element, children) {
    for (const child of children) {
      if (child === null || child === undefined || child === false) continue;
      if (Array.isArray(child)) append(element, child);
      else if (child instanceof Node) element.append(child);
      else element.append(...pieces(String(child)));
    }
  }

  // A text; on an English page its Chinese parts are marked, so that a voice reads them as such.
  function pieces(text) {
    if (document.documentElement.lang !== "en") return [text];
    const found = [];
    let end = 0;
    for (const match of text.matchAll(CHINESE)) {
      if (match.index > end) found.push(text.slice(end, match.index));
      const span = document.createElement("span");
      span.setAttribute("lang", "zh-Hans");
      span.textContent = match[0];
      found.push(span);
      end = match.index + match[0].length;
    }
    if (end < text.length) found.push(text.slice(end));
    return found;
  }

  banshi.dom = { h };
})(globalThis.banshi);
