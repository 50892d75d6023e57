// The search page. Pagefind's reader and the parts of the index that a search needs are loaded when
// the visitor first turns to the form, or at once where the address holds a search. What is looked
// for stands in the address, so that it can be shared and the Back button works. Words of visitors
// and of the index become text, never markup.

const AT_ONCE = 6;
const page = document.querySelector("[data-search]");
const form = page.querySelector("form");
const field = form.elements.q;
const selects = [...form.querySelectorAll("select")];
const find = (name) => page.querySelector(`[data-search-${name}]`);
const [filters, said, list, more, ways] = ["filters", "said", "results", "more", "ways"].map(find);
const pattern = page.querySelector("template").content.firstElementChild;
const languages = document.querySelectorAll(".header_languages a");
const { lang } = document.documentElement;
const title = document.title;
const plural = new Intl.PluralRules(lang);
const digits = new Intl.NumberFormat(lang);

let reader = null;
let turn = 0;
let results = [];
let pause = 0;

function load() {
  reader ??= import("./search/pagefind.js").then(async ({ createInstance }) => {
    const baseUrl = new URL("../", import.meta.url).pathname;
    const instance = createInstance({ noWorker: true, baseUrl, excerptLength: 28 });
    await instance.filters(); // else nothing is known of the filters' values
    return instance;
  });
  return reader;
}

// What visitors look for, as the index has it (PLAIN in scripts/relais/search_vocabulary.py) and without
// elided words: "l’île" stands there as "île" too, and that is found in "d’île" as well.
function plain(text) {
  return text
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[“”„«»‹›]/g, '"')
    .replace(/[‐‑‒–—―·]/g, "-")
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .replace(/(^|[^\p{L}])(?:[cdjlmnst]|qu)'(?=\p{L})/giu, "$1");
}

function wanted() {
  const chosen = selects.filter((select) => select.value);
  return {
    query: field.value.trim(),
    narrowed: Object.fromEntries(chosen.map((select) => [select.name, select.value])),
  };
}

async function run() {
  const mine = ++turn;
  const { query, narrowed } = wanted();
  const idle = !query && !Object.keys(narrowed).length;
  ways.hidden = !idle;
  document.title = query ? `${query} – ${title}` : title;
  if (idle) {
    show([]);
    said.textContent = "";
    return;
  }
  const patience = setTimeout(() => (said.textContent = page.dataset.searching), 400);
  try {
    const engine = await load();
    const search = (filters) => engine.search(plain(query) || null, { filters });
    const answer = await search(narrowed);
    // A filter counts what another of its values would find, so it is left out of its own count.
    const counts = await Promise.all(
      selects.map(async ({ name }) => {
        const { [name]: value, ...others } = narrowed;
        return (value ? await search(others) : answer).filters[name] ?? {};
      }),
    );
    if (mine !== turn) return;
    selects.forEach((select, index) => count(select, counts[index]));
    filters.hidden = false;
    await show(answer.results, mine);
    if (mine !== turn) return;
    said.textContent = sentence(answer.results.length);
    ways.hidden = answer.results.length > 0;
  } catch {
    reader = null; // so that the next search tries again
    if (mine !== turn) return;
    show([]);
    said.textContent = page.dataset.failed;
    ways.hidden = false;
  } finally {
    clearTimeout(patience);
  }
}

function sentence(number) {
  const form = number ? (plural.select(number) === "one" ? "one" : "other") : "none";
  return page.dataset[form].replace("{number}", digits.format(number));
}

function count(select, counts) {
  for (const option of select.options) {
    if (!option.value) continue;
    option.dataset.label ??= option.label;
    const number = counts[option.value] ?? 0;
    option.textContent = `${option.dataset.label} (${digits.format(number)})`;
    option.disabled = !number && !option.selected;
  }
}

async function show(found, mine = turn) {
  results = found;
  const first = await Promise.all(found.slice(0, AT_ONCE).map((result) => result.data()));
  if (mine !== turn) return;
  list.replaceChildren(...first.map(item));
  more.hidden = list.children.length >= results.length;
}

async function showMore() {
  const mine = turn;
  const from = list.children.length;
  const next = await Promise.all(results.slice(from, from + AT_ONCE).map((result) => result.data()));
  if (mine !== turn) return;
  list.append(...next.map(item));
  more.hidden = list.children.length >= results.length;
  list.children[from].querySelector("a").focus();
}

function item({ meta, url, content, excerpt, plain_excerpt: plain, sub_results: parts }) {
  const node = pattern.cloneNode(true);
  const get = (selector) => node.querySelector(selector);
  for (const label of node.querySelectorAll("[data-kind]")) {
    if (label.dataset.kind !== meta.kind) label.remove();
  }
  get("a").href = url;
  get("a").textContent = meta.name ?? meta.title;
  get(".result_about").textContent = meta.about ?? "";
  const [before, after] = [content.startsWith(plain), content.endsWith(plain)].map((whole) => (whole ? "" : "…"));
  get(".result_excerpt").append(before, ...marked(excerpt), after);
  const root = new URL("../", import.meta.url);
  if (meta.jpeg) {
    get("source").srcset = new URL(meta.avif, root).pathname;
    get("img").src = new URL(meta.jpeg, root).pathname;
    get(".result_tile").remove();
  } else {
    get("picture").remove();
    if (meta.initials) get(".result_tile").textContent = meta.initials;
    else get(".result_picture").remove();
  }
  const best = parts.filter((part) => part.anchor).sort((a, b) => b.locations.length - a.locations.length);
  get(".result_parts").append(...best.slice(0, 2).map(question));
  for (const empty of node.querySelectorAll("p:empty, ul:empty")) empty.remove();
  return node;
}

function question(part) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = part.url;
  link.textContent = part.title;
  line.append(link);
  return line;
}

// The only markup of an excerpt is <mark>; Pagefind writes every other "<" and ">" as an entity.
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/su).map((text, index) => {
    const words = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (index % 2 === 0) return words;
    const mark = document.createElement("mark");
    mark.textContent = words;
    return mark;
  });
}

function remember(change) {
  const { query, narrowed } = wanted();
  const search = new URLSearchParams(query ? { q: query, ...narrowed } : narrowed).toString();
  const address = search ? `?${search}` : location.pathname;
  if (address !== (location.search || location.pathname)) history[change](null, "", address);
  for (const link of languages) link.search = search;
}

function recall() {
  const asked = new URLSearchParams(location.search);
  field.value = (asked.get("q") ?? "").slice(0, field.maxLength);
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
  for (const link of languages) link.search = location.search;
  run();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  remember("pushState");
  run();
});
form.addEventListener("change", (event) => {
  if (event.target === field) return;
  remember("pushState");
  run();
});
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    remember("replaceState");
    run();
  }, 250);
});
field.addEventListener("focus", () => load().catch(() => (reader = null)), { once: true });
more.addEventListener("click", showMore);
addEventListener("popstate", recall);
recall();
