// Search and filters of the site. No library; text only ever becomes text, never markup. Without this file every page still reads
// and every list still leads on. Works from file://: the data comes as scripts, which a browser loads from a disk.
(function () {
  "use strict";
  var FIELDS = ["id", "name", "sound", "initials", "also", "summary", "kind", "agency", "audience", "topic",
    "limit", "fee", "said", "free", "visits", "days", "alike"]; // keep in step with generators/search.py
  var header = document.querySelector("header.site form.search");
  if (!header) return;
  var up = header.dataset.up, files = 1;
  var all = [], names = {}, waiting = null, SHOWN = 8, PAGE = 50;

  window.banshi = {
    rows: function (lines) {
      lines.forEach(function (values) {
        var row = {};
        FIELDS.forEach(function (name, place) { row[name] = values[place]; });
        row.key = plain(row.name);
        row.joined = row.sound.replace(/ /g, "");
        row.audiences = row.audience.split(" ");
        row.topics = row.topic.split(" ");
        all.push(row);
      });
    },
    begin: function (number, found) { files = number; names = found; }
  };

  function plain(text) { return text.normalize("NFKC").toLowerCase().replace(/[\s（）()《》“”"'、，。·-]+/g, ""); }

  function file(number) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = up + "search-" + number + ".js";
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  function data() { // loaded once, on the first question; the first file says how many there are
    if (!waiting) {
      waiting = file(0).then(function () {
        return Promise.all(Array.from({length: files - 1}, function (_, number) { return file(number + 1); }));
      }).then(function () {
        all.forEach(function (row) {
          row.rest = plain([row.also, row.summary, label("agency", row.agency)].concat(
            row.topics.map(function (term) { return label("topic", term); }),
            row.audiences.map(function (term) { return label("audience", term); })).join("|"));
        });
      });
    }
    return waiting;
  }

  function label(way, term) { return (names[way] || {})[term] || ""; }

  // ---- ranking: each word of the question must be found; the best place counts

  function score(row, word) {
    if (row.key === word || row.id === word) return 100;
    if (row.key.startsWith(word)) return 90;
    if (row.key.includes(word)) return 80;
    if (/^[a-z0-9-]+$/.test(word)) {
      var letters = word.replace(/-/g, "");
      if (row.initials.startsWith(letters)) return 76;
      if (row.joined.startsWith(letters)) return 74;
      if (atSyllable(row.sound, letters)) return 66;
      if (row.initials.includes(letters) && letters.length > 1) return 60;
      if (row.id.includes(word)) return 50;
    }
    if (row.rest.includes(word)) return 40;
    return pairs(row, word);
  }

  function atSyllable(sound, letters) { // jingying finds shi pin jing ying xu ke, and so does jingy
    for (var at = sound.indexOf(" "); at >= 0; at = sound.indexOf(" ", at + 1)) {
      if (sound.slice(at).replace(/ /g, "").startsWith(letters)) return true;
    }
    return false;
  }

  function pairs(row, word) { // 食品许可 finds 食品经营许可: most pairs of characters, and each character, are there
    if (word.length < 3 || /^[\x00-\x7f]+$/.test(word)) return 0;
    var text = row.key + "|" + row.rest, found = 0;
    for (var at = 0; at + 1 < word.length; at += 1) if (text.includes(word.slice(at, at + 2))) found += 1;
    var share = found / (word.length - 1);
    if (share < 0.6) return 0;
    return Array.from(word).every(function (sign) { return text.includes(sign); }) ? 20 + 10 * share : 0;
  }

  function search(question) {
    var words = question.split(/[\s，,、]+/).map(plain).filter(Boolean);
    if (!words.length) return all.map(function (row) { return {row: row, score: 0}; });
    return all.map(function (row) {
      var total = 0;
      for (var i = 0; i < words.length; i += 1) {
        var one = score(row, words[i]);
        if (!one) return null;
        total += one;
      }
      return {row: row, score: total / words.length};
    }).filter(Boolean).sort(function (a, b) {
      return b.score - a.score || a.row.name.length - b.row.name.length || (a.row.sound < b.row.sound ? -1 : 1);
    });
  }

  // ---- full text, where there is an index and a server

  var library = null;
  function fulltext(question) {
    if (!header.dataset.fulltext || !location.protocol.startsWith("http") || plain(question).length < 2) return Promise.resolve([]);
    library = library || import(new URL(header.dataset.fulltext, location.href).href);
    return library.then(function (pagefind) {
      return pagefind.search(question).then(function (answer) {
        return Promise.all(answer.results.slice(0, 12).map(function (one) { return one.data(); }));
      });
    }).then(function (found) {
      return found.map(function (one) { return one.raw_url.replace(/^.*\//, "").replace(/\.html$/, ""); });
    }).catch(function () { return []; }); // no index, or a policy that forbids it: ours is enough
  }

  // ---- what is shown

  function element(tag, style, text) {
    var made = document.createElement(tag);
    if (style) made.className = style;
    if (text) made.textContent = text;
    return made;
  }

  function entry(row) {
    var item = element("li", "entry"), link = element("a", "", row.name), facts = element("span", "facts");
    link.href = up + row.id + ".html";
    item.append(link);
    if (row.alike) item.append(element("span", "by", row.alike));
    [row.limit, row.fee, row.said].forEach(function (fact) { facts.append(element("span", "", fact)); });
    item.append(facts);
    return item;
  }

  function list(rows) {
    var made = element("ul", "entries");
    rows.forEach(function (row) { made.append(entry(row)); });
    return made;
  }

  function also(box, question, shown) { // what only the text of a guide mentions, below what its name says
    var asked = question;
    fulltext(question).then(function (ids) {
      if (box.dataset.asked !== asked) return;
      var rows = ids.map(function (id) { return all.find(function (row) { return row.id === id && !shown.has(id); }); }).filter(Boolean);
      if (!rows.length) return;
      box.append(element("h3", "muted", box.dataset.text), list(rows));
    });
  }

  // ---- filters: of a list on the page, and of everything

  function chosen(form) {
    var found = {};
    if (form) Array.from(form.elements).forEach(function (field) { if (field.name && field.value) found[field.name] = field.value; });
    return found;
  }

  function passes(row, wanted) {
    return Object.keys(wanted).every(function (name) {
      var value = wanted[name];
      if (name === "audience") return row.audiences.includes(value);
      if (name === "topic") return row.topics.includes(value);
      if (name === "visits") return Number(row.visits) <= Number(value);
      if (name === "days") return Number(row.days) >= 0 && Number(row.days) <= Number(value);
      return String(row[name]) === value;
    });
  }

  document.querySelectorAll("form.filters").forEach(function (form) {
    form.hidden = false;
    var entries = form.parentElement.querySelector("ul.entries"), left = form.querySelector(".left");
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(function () { form.dispatchEvent(new Event("change")); }); });
    if (!entries) return; // the page that searches does it below
    form.addEventListener("change", function () {
      var wanted = chosen(form), number = 0;
      entries.querySelectorAll(".entry").forEach(function (line) {
        var row = Object.assign({audiences: line.dataset.audience.split(" ")}, line.dataset);
        line.hidden = !passes(row, wanted);
        if (!line.hidden) number += 1;
      });
      left.textContent = left.dataset.left.replace("{n}", number);
    });
  });

  // ---- the page that searches, and the box on the first page

  var finder = document.querySelector("body.find .found"), first = document.querySelector("body.home .found");
  var typed = null;

  if (finder) {
    var input = document.getElementById("find-q"), form = document.querySelector("form.filters");
    var asked = new URLSearchParams(location.search), most = PAGE;
    input.value = asked.get("q") || "";
    document.getElementById("q").value = input.value;
    Array.from(form.elements).forEach(function (field) { if (field.name && asked.get(field.name)) field.value = asked.get(field.name); });
    var show = function () {
      var wanted = chosen(form), question = input.value.trim();
      if (!question && !Object.keys(wanted).length) { finder.replaceChildren(); form.querySelector(".left").textContent = ""; return; }
      if (!all.length) finder.textContent = finder.dataset.wait;
      data().then(function () {
        var rows = search(question).map(function (one) { return one.row; }).filter(function (row) { return passes(row, wanted); });
        var said = rows.length ? finder.dataset.some.replace("{n}", rows.length) : finder.dataset.none;
        form.querySelector(".left").textContent = said;
        finder.dataset.asked = question;
        finder.replaceChildren(list(rows.slice(0, most)));
        if (rows.length > most) {
          var more = element("button", "more", finder.dataset.more);
          more.type = "button";
          more.addEventListener("click", function () { most += PAGE; show(); });
          finder.append(more);
        }
        if (question && !Object.keys(wanted).length) also(finder, question, new Set(rows.map(function (row) { return row.id; })));
      });
    };
    form.addEventListener("change", function () { most = PAGE; show(); });
    input.addEventListener("input", function () { clearTimeout(typed); typed = setTimeout(function () { most = PAGE; show(); }, 120); });
    document.querySelector("form.search.big").addEventListener("submit", function (event) { event.preventDefault(); show(); });
    show();
  }

  if (first) {
    var box = document.getElementById("home-q");
    box.addEventListener("focus", data, {once: true});
    box.addEventListener("input", function () {
      clearTimeout(typed);
      typed = setTimeout(function () {
        var question = box.value.trim();
        first.hidden = !question;
        if (!question) return;
        data().then(function () {
          if (box.value.trim() !== question) return;
          var found = search(question);
          first.dataset.asked = question;
          first.replaceChildren(element("p", "muted small",
            found.length ? first.dataset.some.replace("{n}", found.length) : first.dataset.none));
          if (found.length) first.append(list(found.slice(0, SHOWN).map(function (one) { return one.row; })));
          also(first, question, new Set(found.map(function (one) { return one.row.id; })));
        });
      }, 120);
    });
  }
})();
