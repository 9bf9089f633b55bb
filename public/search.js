// Results while typing. Written by hand rather than as an island: the first
// search then costs a few kilobytes, not the wasm.

const words = {
  zh: {
    results: (n) => `${n} 个结果`, none: "没有找到。换个说法，或看看全部结果页。", all: "查看全部结果",
    recent: "最近搜索", tries: "可以试试", mean: "你是不是要找：", failed: "搜索暂时不可用，按回车打开结果页。",
    suggestions: ["DeepSeek-V3", "上下文窗口", "混合专家", "本地部署", "base_url"],
    kinds: { page: "页面", model: "模型", scenario: "场景", term: "术语" },
  },
  en: {
    results: (n) => `${n} results`, none: "Nothing found. Try other words, or the full results page.", all: "All results",
    recent: "Recent searches", tries: "Try", mean: "Did you mean: ", failed: "Search is unavailable; press Enter for the results page.",
    suggestions: ["DeepSeek-V3", "context window", "mixture of experts", "local deployment", "base_url"],
    kinds: { page: "Page", model: "Model", scenario: "Scenario", term: "Term" },
  },
};
const LIMIT = 8;
const answers = new Map();

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Text with its matches marked; never HTML. */
function marked(text, marks) {
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of marks) {
    parts.append(text.slice(at, start), make("mark", { textContent: text.slice(start, end) }));
    at = end;
  }
  parts.append(text.slice(at));
  return parts;
}

function recent() {
  try {
    return JSON.parse(localStorage.searches ?? "[]").filter((entry) => typeof entry === "string").slice(0, 5);
  } catch {
    return [];
  }
}

function remember(query) {
  if (!query) return;
  try {
    localStorage.searches = JSON.stringify([query, ...recent().filter((entry) => entry !== query)].slice(0, 5));
  } catch {}
}

async function ask(query, locale) {
  const address = `/api/search?q=${encodeURIComponent(query)}&limit=${LIMIT}&locale=${locale}`;
  if (!answers.has(address)) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    const suggestion = decodeURIComponent(answer.headers.get("x-suggestion") ?? "");
    answers.set(address, { hits: await answer.json(), suggestion });
    if (answers.size > 50) answers.delete(answers.keys().next().value);
  }
  return answers.get(address);
}

export function attach(form) {
  if ("attached" in form.dataset) return;
  form.dataset.attached = "";
  const locale = form.dataset.locale;
  const say = words[locale];
  const field = form.querySelector("input");
  const list = make("ul", { id: "search-results", role: "listbox" });
  list.setAttribute("aria-label", say.results(""));
  const status = make("p", { className: "search-status", role: "status" });
  const panel = make("div", { className: "search-panel", hidden: true }, status, list);
  form.append(panel);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    field.setAttribute(name, value);
  }
  let turn = 0;
  let timer;
  let chosen = -1;
  let asked = null;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function show(open) {
    panel.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (open) return;
    clearTimeout(timer);
    turn++;
    choose(-1);
  }

  function choose(next) {
    const all = options();
    chosen = next;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
    if (all[next]) {
      field.setAttribute("aria-activedescendant", all[next].id);
      all[next].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function option(place, address, ...children) {
    const item = make("li", { role: "option", id: `search-option-${place}` }, ...children);
    item.setAttribute("aria-selected", "false");
    item.dataset.address = address;
    return item;
  }

  /** Nothing typed: what was searched before, and what could be. */
  function offer() {
    const before = recent();
    const queries = before.length ? before : say.suggestions;
    status.textContent = before.length ? say.recent : say.tries;
    list.replaceChildren(...queries.map((query, place) => option(place, `${form.action}?q=${encodeURIComponent(query)}`, query)));
    show(true);
  }

  function present({ hits, suggestion }, query) {
    status.replaceChildren(hits.length ? say.results(hits.length) : say.none);
    if (suggestion) {
      const link = make("a", { href: `${form.action}?q=${encodeURIComponent(suggestion)}`, textContent: suggestion });
      status.append(" ", say.mean, link);
    }
    const items = hits.map((hit, place) => {
      const title = make("span", { className: "hit-title" }, marked(hit.title, hit.title_marks));
      if (hit.heading.text) title.append(" › ", marked(hit.heading.text, hit.heading.marks));
      return option(place, hit.url,
        make("small", { className: "kind", textContent: say.kinds[hit.kind] ?? hit.kind }), title,
        make("span", { className: "hit-excerpt" }, marked(hit.excerpt, hit.excerpt_marks)));
    });
    if (hits.length) items.push(option(hits.length, `${form.action}?q=${encodeURIComponent(query)}`, say.all));
    list.replaceChildren(...items);
    show(true);
    choose(-1);
  }

  async function update() {
    const query = field.value.trim();
    if (query === asked && !panel.hidden) return;
    asked = query;
    const mine = ++turn;
    if (!query) return offer();
    try {
      const answer = await ask(query, locale);
      if (mine === turn) present(answer, query);
    } catch {
      if (mine !== turn) return;
      list.replaceChildren();
      status.textContent = say.failed;
      show(true);
    }
  }

  function open(address) {
    remember(field.value.trim());
    show(false);
    field.blur();
    globalThis.atlas.go(address);
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    // While an input method composes, the letters are not the query yet.
    if (!event.isComposing) timer = setTimeout(update, 60);
  });
  field.addEventListener("compositionend", () => update());
  field.addEventListener("focus", () => update());
  field.addEventListener("keydown", (event) => {
    // 229 is what an input method reports where isComposing comes late.
    if (event.isComposing || event.keyCode === 229) return;
    const all = options();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) return void update();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen + step < -1 ? all.length - 1 : chosen + step >= all.length ? -1 : chosen + step);
    } else if (event.key === "Enter" && all[chosen]) {
      event.preventDefault();
      open(all[chosen].dataset.address);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden) field.blur();
      else {
        asked = null;
        show(false);
      }
    }
  });
  form.addEventListener("submit", () => {
    remember(field.value.trim());
    show(false);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) open(item.dataset.address);
  });
  // The form goes when another page brings its own, and these with it.
  const elsewhere = (event) => {
    if (!form.isConnected) for (const name of ["focusin", "pointerdown"]) document.removeEventListener(name, elsewhere);
    else if (!form.contains(event.target)) show(false);
  };
  for (const name of ["focusin", "pointerdown"]) document.addEventListener(name, elsewhere);
  if (document.activeElement === field) update();
}
