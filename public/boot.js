// What every page loads: client-side navigation, theme, copy buttons, the
// current section, and the islands, which it fetches only when one comes into
// view. The search box's own script follows when the reader first uses it.
//
// Nothing here is needed to read, search or filter: without it links load
// documents and forms send themselves.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const [clientAt, wasmAt, searchAt, toolsAt] = ($('meta[name="atlas-scripts"]')?.content ?? "").split(" ");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// ---- Navigation ----------------------------------------------------------

/** Path and query of what is shown. */
let shown = location.pathname + location.search;
/** Counts navigations, so that a late answer to an earlier one is dropped. */
let turn = 0;

history.scrollRestoration = "manual";
history.replaceState({ y: scrollY, ...history.state }, "");

/** Keeps the scroll position with the history entry. */
function keepScroll() {
  if (history.state?.y === scrollY) return;
  history.replaceState({ ...history.state, y: scrollY }, "");
}
let scrollTimer;
addEventListener("scroll", () => {
  clearTimeout(scrollTimer);
  scrollTimer = setTimeout(keepScroll, 120);
}, { passive: true });
addEventListener("pagehide", keepScroll);

/** For islands: a new address for what is shown already. */
globalThis.atlas = {
  remember(address, replace) {
    if (!replace) keepScroll();
    history[replace ? "replaceState" : "pushState"]({ y: scrollY }, "", address);
    shown = location.pathname + location.search;
    followLanguage();
  },
  /** Rows between the head of a table and the end of the window, about. */
  inView(id) {
    const top = $(`#${id} .table-box`)?.getBoundingClientRect().top ?? 0;
    return Math.min(50, Math.max(4, (innerHeight - Math.max(0, top)) / 36));
  },
  go: (address) => visit(new URL(address, location.href), true),
  dress: () => dress(),
};

/** The language link leads to the same state of the page. */
function followLanguage() {
  const link = $("a.language");
  if (link) link.search = location.search;
}

function toHash(hash) {
  let name = hash.slice(1);
  try { name = decodeURIComponent(name); } catch {}
  const target = name && (document.getElementById(name) ?? document.getElementById(hash.slice(1)));
  if (!target) return false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  return true;
}

/** A real load. The address of a history entry is in the bar already. */
function leave(url, push) {
  if (push) location.assign(url);
  else location.reload();
}

async function visit(url, push, y = 0) {
  const mine = ++turn;
  document.documentElement.dataset.loading = "";
  let page, answer;
  try {
    answer = await fetch(url.pathname + url.search, { headers: { accept: "text/html" } });
    if (!answer.headers.get("content-type")?.startsWith("text/html")) throw 0;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!$("#page", page)) throw 0;
  } catch {
    if (mine === turn) leave(url, push);
    return;
  }
  if (mine !== turn) return;
  // A newer build of the site: its scripts and pages belong together.
  if ($('meta[name="atlas-scripts"]', page)?.content !== $('meta[name="atlas-scripts"]')?.content) {
    leave(url, push);
    return;
  }
  // Styles that only some pages have come before the page that needs them.
  const sheets = $$('link[rel="stylesheet"]', page).filter((theirs) => !$(`link[href="${theirs.getAttribute("href")}"]`));
  if (sheets.length) {
    await Promise.all(sheets.map((theirs) => new Promise((done) => {
      theirs.onload = theirs.onerror = done;
      document.head.append(document.adoptNode(theirs));
    })));
    if (mine !== turn) return;
  }
  delete document.documentElement.dataset.loading;
  if (push) {
    keepScroll();
    const at = answer.redirected ? new URL(answer.url) : url;
    history.pushState({ y: 0 }, "", at.pathname + at.search + url.hash);
  }
  shown = location.pathname + location.search;
  swap(page);
  if (!(url.hash && push && toHash(url.hash))) {
    const title = $("#main h1") ?? $("#main");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
    scrollTo({ top: y, behavior: "instant" });
  }
}

/** Puts a page's parts in place of ours. */
function swap(page) {
  const kept = $("[data-keep-scroll]")?.scrollTop;
  for (const island of $$("leptos-island", $("#page"))) island.$$dispose?.();
  document.title = page.title;
  const sameLanguage = document.documentElement.lang === page.documentElement.lang;
  document.documentElement.lang = page.documentElement.lang;
  const own = 'meta:is([name="description"], [name^="twitter"], [property]), link:is([rel="canonical"], [rel="alternate"], [rel="search"], [rel="manifest"]), script[type$="json"]';
  for (const mine of $$(own)) mine.remove();
  for (const theirs of $$(own, page)) document.head.append(document.adoptNode(theirs));
  for (const theirs of $$("[data-follow]", page)) {
    const mine = $(`[data-follow="${theirs.dataset.follow}"]`);
    // Steady parts differ by language only, and may hold state.
    if (sameLanguage && theirs.hasAttribute("data-steady")) continue;
    if (mine && mine.outerHTML !== theirs.outerHTML) mine.replaceWith(document.adoptNode(theirs));
  }
  $("a.skip").textContent = $("a.skip", page).textContent;
  $("#page").replaceWith(document.adoptNode($("#page", page)));
  const side = $("[data-keep-scroll]");
  if (side && kept !== undefined) side.scrollTop = kept;
  dress();
}

/** Whether a URL is a page of ours that we can swap in. */
function isPage(url) {
  return url.origin === location.origin && !/^\/(api|pkg|data)\/|\.[a-z][a-z0-9]{1,4}$/i.test(url.pathname);
}

addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[href]");
  // Attributes, not properties: those of a link in a picture are objects.
  if (!link || link.getAttribute("target") || link.hasAttribute("download")) return;
  const url = new URL(link.getAttribute("href"), location.href);
  if (!isPage(url)) return;
  if (url.pathname + url.search === shown && url.hash) {
    event.preventDefault();
    link.closest("[data-contents-fold]")?.removeAttribute("open");
    keepScroll();
    history.pushState({ y: 0 }, "", url.hash);
    toHash(url.hash);
    return;
  }
  event.preventDefault();
  visit(url, true);
});

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "get") return;
  const url = new URL(form.action);
  if (!isPage(url)) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => value !== "");
  url.search = new URLSearchParams(fields);
  visit(url, true);
});

addEventListener("popstate", (event) => {
  const y = event.state?.y ?? 0;
  if (location.pathname + location.search !== shown) visit(new URL(location.href), false, y);
  else {
    // What is on its way belongs to an entry that was left.
    turn++;
    delete document.documentElement.dataset.loading;
    if (!(event.state === null && toHash(location.hash))) scrollTo({ top: y, behavior: "instant" });
  }
});

// ---- Theme ---------------------------------------------------------------

/** The browser's own parts around the page take the look that was chosen, else the system's. */
function tint() {
  const { theme } = document.documentElement.dataset;
  for (const colour of $$('meta[name="theme-color"]')) {
    const scheme = (colour.dataset.media ??= colour.media);
    colour.media = !theme ? scheme : scheme.includes(theme) ? "all" : "not all";
  }
}

addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-theme-button]")) return;
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const systemDark = matchMedia("(prefers-color-scheme: dark)").matches;
  // Towards the other look; when that is the system's own, follow the system.
  const next = dark ? "light" : "dark";
  if ((next === "dark") === systemDark) delete root.dataset.theme;
  else root.dataset.theme = next;
  tint();
  try {
    if (root.dataset.theme) localStorage.theme = next;
    else localStorage.removeItem("theme");
  } catch {}
});

// ---- Copying code --------------------------------------------------------

addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const english = document.documentElement.lang === "en";
  const before = english ? "Copy" : "复制";
  try {
    await navigator.clipboard.writeText($("code", button.closest("figure")).textContent);
    button.textContent = english ? "Copied" : "已复制";
  } catch {
    button.textContent = english ? "Not allowed" : "无法复制";
  }
  setTimeout(() => (button.textContent = before), 1600);
});

// ---- The section that is being read --------------------------------------

let markSection = () => {};
function watchSections() {
  const links = $$("[data-contents] a, [data-contents-fold] a").map((a) => [a, decodeURIComponent(a.hash.slice(1))]);
  const heads = $$("#main :is(h2, h3, section)[id]");
  let last;
  markSection = () => {
    const passed = heads.filter((head) => head.getBoundingClientRect().top < 130).at(-1);
    if (passed === last) return;
    last = passed;
    for (const [link, id] of links) link.toggleAttribute("data-current", id === passed?.id);
    const bar = $("[data-current-section]");
    if (bar) bar.textContent = passed?.firstChild?.textContent?.trim() ?? "";
    const [list, current] = [$("[data-contents]"), $("[data-contents] [data-current]")];
    if (current) list.scrollTop = current.offsetTop - list.clientHeight / 2;
  };
  markSection();
}
let marking = false;
addEventListener("scroll", () => {
  if (marking) return;
  marking = true;
  requestAnimationFrame(() => {
    marking = false;
    markSection();
  });
}, { passive: true });

// ---- Islands -------------------------------------------------------------

let client;
/** The islands' code, fetched once. */
function loadClient() {
  client ??= import(clientAt).then(async (module) => {
    await module.default({ module_or_path: wasmAt });
    module.hydrate();
    return module;
  });
  return client;
}

/** Code and rows come side by side; until both are here the HTML works. */
async function hydrate(holder) {
  if (holder.dataset.island === "loading") return;
  holder.dataset.island = "loading";
  const island = $("leptos-island", holder);
  try {
    const [module, answer] = await Promise.all([loadClient(), fetch(holder.dataset.source)]);
    const rows = await answer.text();
    if (answer.ok && holder.isConnected && module.enter(holder, rows)) {
      module[island.dataset.component](island);
      await new Promise((done) => setTimeout(done));
      // What was typed or ticked before the code came is taken over.
      for (const field of $$("input:not([type=hidden]), select", island)) {
        const same = field.options
          ? [...field.options].every((option) => option.selected === option.defaultSelected)
          : field.type === "checkbox" ? field.checked === field.defaultChecked : field.value === field.defaultValue;
        if (!same) field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    holder.dataset.island = "ready";
  } catch (error) {
    holder.dataset.island = "failed";
    console.warn("island stays as it is:", error);
  }
}

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    // Safari has no idle callback.
    if (globalThis.requestIdleCallback) requestIdleCallback(() => hydrate(target), { timeout: 500 });
    else hydrate(target);
  }
});

// ---- Search --------------------------------------------------------------

let search;
/** The search box's script, fetched when a field is first used. */
function loadSearch() {
  search ??= import(searchAt);
  return search;
}

addEventListener("focusin", async (event) => {
  const form = event.target.closest?.("[data-search]");
  if (form) (await loadSearch()).attach(form);
});

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const k = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!slash && !k) return;
  event.preventDefault();
  const field = $("[data-search] input");
  field?.focus();
  field?.select();
});

// ---- Sources, sortable tables, calculators ---------------------------------

let tools;
/** What these do in place, fetched when one is first used. */
function loadTools() {
  tools ??= import(toolsAt);
  return tools;
}

addEventListener("click", async (event) => {
  for (const fold of $$("details.facet[open]")) if (!fold.contains(event.target)) fold.open = false;
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const mark = event.target.closest?.("a.source:not([href^='#'])");
  const copy = event.target.closest?.("[data-copy-link]");
  // On the value's own page its row is a jump away.
  if (mark && new URL(mark.href).pathname !== location.pathname) {
    event.preventDefault();
    (await loadTools()).source(mark);
  }
  if (copy) (await loadTools()).copyLink(copy);
  const sort = event.target.closest?.("th > button");
  if (sort) (await loadTools()).sortTable(sort);
}, true);

addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && event.target.closest?.("details.facet[open]");
  if (!fold) return;
  fold.open = false;
  $("summary", fold).focus();
});

addEventListener("input", async (event) => {
  const form = event.target.closest?.("form[data-live]");
  if (form) (await loadTools()).live(form);
});

// ---- Start ---------------------------------------------------------------

/** Readies a page's parts. */
function dress() {
  for (const button of $$("[data-theme-button], [data-copy]")) button.hidden = false;
  for (const holder of $$("[data-island='true'], [data-island='']")) near.observe(holder);
  // Plain tables can be sorted; links in a heading keep their own meaning.
  for (const head of $$(".prose table:has(tbody tr + tr + tr) thead th:not(:has(a, button), :empty)")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
  }
  watchSections();
}

document.documentElement.dataset.script = "";
tint();
dress();
if (location.hash) toHash(location.hash);
else if (history.state?.y) scrollTo({ top: history.state.y, behavior: "instant" });
