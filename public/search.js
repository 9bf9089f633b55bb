// Results while typing. Written by hand rather than as an island: the first
// search then costs a few kilobytes, not the wasm.

const words = {
  zh: {
    list: "搜索结果", count: (n, shown) => `${n} 个结果` + (n > shown ? `，显示前 ${shown} 个` : ""), all: (n) => `查看全部 ${n} 个结果`,
    none: "没有找到。换个说法，或看看全部结果页。", recent: "最近搜索", clear: "清除", clearLong: "清除最近搜索",
    tries: "可以试试", mean: "你是不是要找：", failed: "搜索暂时不可用，按回车打开结果页。",
    suggestions: ["DeepSeek-V3", "上下文窗口", "混合专家", "本地部署", "base_url"],
    kinds: { page: "页面", model: "模型", scenario: "场景", term: "术语" },
  },
  en: {
    list: "Results", count: (n, shown) => (n === 1 ? "1 result" : `${n} results`) + (n > shown ? `, the first ${shown} shown` : ""), all: (n) => (n === 1 ? "Open the page of results" : `See all ${n} results`),
    none: "Nothing found. Try other words, or the full results page.", recent: "Recent searches", clear: "Clear", clearLong: "Clear recent searches",
    tries: "Try", mean: "Did you mean: ", failed: "Search is unavailable; press Enter for the results page.",
    suggestions: ["DeepSeek-V3", "context window", "mixture of experts", "local deployment", "base_url"],
    kinds: { page: "Page", model: "Model", scenario: "Scenario", term: "Term" },
  },
};
const tongues = { zh: ["zh-CN", "中"], en: ["en", "EN"] };
const LIMIT = 8;
const answers = new Map();
// There every keyboard composes, even plain words: waiting for the end of a
// composition would mean waiting for the space.
const alwaysComposing = /Android/.test(navigator.userAgent);

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

const source = (query, locale) => `/api/search?q=${encodeURIComponent(query)}&limit=${LIMIT}&locale=${locale}`;

async function ask(address) {
  if (!answers.has(address)) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    const hits = await answer.json();
    const header = (name) => answer.headers.get(name) ?? "";
    answers.set(address, { hits, suggestion: decodeURIComponent(header("x-suggestion")), total: Number(header("x-total")) || hits.length });
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
  const list = make("div", { id: "search-results", role: "listbox", ariaLabel: say.list });
  const status = make("p", { className: "search-status" });
  const clear = make("button", { type: "button", textContent: say.clear, ariaLabel: say.clearLong });
  const panel = make("div", { className: "search-panel", hidden: true }, make("div", { className: "search-head" }, status, clear), list);
  // Outside of the panel, as what was hidden a moment ago is not read out.
  const spoken = make("p", { className: "visually-hidden", role: "status" });
  form.append(panel, spoken);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    field.setAttribute(name, value);
  }
  let forgotten;
  let turn = 0;
  let timer;
  let speech;
  let chosen = -1;
  let asked = null;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const typed = () => field.value.trim();
  const resultsOf = (query) => `${form.action}?q=${encodeURIComponent(query)}`;

  function show(open) {
    panel.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    choose(-1);
    if (open) return;
    clearTimeout(timer);
    clearTimeout(speech);
    spoken.textContent = "";
    turn++;
  }

  /** Says what was found once the reader stops typing. */
  function announce(text) {
    clearTimeout(speech);
    speech = setTimeout(() => (spoken.textContent = text), 700);
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

  /** A real link, so that it opens in a tab of its own where one is wanted. */
  const option = (href, className, ...children) => make("a", { href, className, role: "option", tabIndex: -1 }, ...children);

  function fill(text, before, ...items) {
    status.textContent = text;
    clear.hidden = !before;
    list.replaceChildren(...items);
    options().forEach((item, place) => (item.id = `search-option-${place}`));
    panel.scrollTop = 0;
    show(true);
  }

  /** Nothing typed: what was searched before, and what could be. */
  function offer() {
    // The page's own form, and Enter before this script was there, are searches too.
    if (location.pathname.endsWith("/search") && location.href !== forgotten) remember(new URLSearchParams(location.search).get("q"));
    const before = recent();
    const offered = (query) => option(resultsOf(query), "query", query);
    const tries = say.suggestions.filter((query) => !before.includes(query)).map(offered);
    if (!before.length) fill(say.tries, false, ...tries);
    else fill(say.recent, true, ...before.map(offered), make("div", { className: "search-head", role: "presentation", textContent: say.tries }), ...tries);
  }

  function present({ hits, suggestion, total }, query) {
    const items = hits.map((hit) => {
      const title = make("span", { className: "hit-title" }, marked(hit.title, hit.title_marks));
      if (hit.heading.text) title.append(" › ", marked(hit.heading.text, hit.heading.marks));
      const excerpt = make("span", { className: "hit-excerpt" }, marked(hit.excerpt, hit.excerpt_marks));
      const tongue = hit.locale !== locale && tongues[hit.locale];
      if (tongue) title.lang = excerpt.lang = tongue[0];
      return option(hit.url, "",
        make("small", { className: "kind", textContent: say.kinds[hit.kind] ?? hit.kind }),
        tongue ? make("small", { className: "kind tongue", textContent: tongue[1] }) : null,
        title, excerpt);
    });
    if (hits.length) items.push(option(resultsOf(query), "all", say.all(total)));
    const text = hits.length ? say.count(total, hits.length) : say.none;
    fill(text, false, ...items);
    if (suggestion) status.append(" ", say.mean, make("a", { href: resultsOf(suggestion), textContent: suggestion }));
    announce(status.textContent);
  }

  async function update() {
    clearTimeout(timer);
    const query = typed();
    if (query === asked && !panel.hidden) return;
    asked = query;
    const mine = ++turn;
    if (!query) return offer();
    try {
      const answer = await ask(source(query, locale));
      if (mine === turn) present(answer, query);
    } catch {
      if (mine !== turn) return;
      // The same words may be tried again.
      asked = null;
      fill(say.failed, false);
      announce(say.failed);
    }
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    // While an input method composes, the letters are not the query yet.
    if (event.isComposing && !alwaysComposing) return;
    if (answers.has(source(typed(), locale))) update();
    else timer = setTimeout(update, 30);
  });
  field.addEventListener("compositionend", update);
  // A window that comes back is no wish to search.
  let away = false;
  field.addEventListener("blur", () => (away = document.activeElement === field));
  field.addEventListener("focus", () => away || update());
  form.addEventListener("keydown", (event) => {
    // 229 is what an input method reports where isComposing comes late.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden) field.blur();
      else {
        field.focus();
        asked = null;
        show(false);
      }
    }
    if (event.target !== field || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = options();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) return void update();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen + step < -1 ? all.length - 1 : chosen + step >= all.length ? -1 : chosen + step);
    } else if (event.key === "Enter" && all[chosen]) {
      event.preventDefault();
      all[chosen].click();
    }
  });
  form.addEventListener("submit", () => {
    remember(typed());
    show(false);
  });
  clear.addEventListener("click", () => {
    try {
      localStorage.removeItem("searches");
      forgotten = location.href;
    } catch {}
    field.focus();
    offer();
  });
  // The field keeps the focus, and a phone its keyboard.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  for (const name of ["click", "auxclick"]) {
    panel.addEventListener(name, (event) => {
      const link = event.target.closest("a");
      if (!link || event.button > 1) return;
      remember(link.matches(".query") ? link.textContent : typed());
      // One that opens elsewhere leaves the panel as it is.
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      show(false);
      field.blur();
    });
  }
  // The form goes when another page brings its own, and these with it.
  const elsewhere = (event) => {
    if (!form.isConnected) for (const name of ["focusin", "pointerdown", "popstate"]) removeEventListener(name, elsewhere);
    else if (event.type === "popstate" || !form.contains(event.target)) show(false);
  };
  for (const name of ["focusin", "pointerdown", "popstate"]) addEventListener(name, elsewhere);
  // A phone's keyboard covers the window without making it smaller.
  const view = globalThis.visualViewport;
  view?.addEventListener("resize", () => panel.style.setProperty("--window", `${view.height * view.scale}px`));
  if (document.activeElement === field) update();
}
