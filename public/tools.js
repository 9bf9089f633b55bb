// What tables, source marks and calculators do in place. Loaded by boot.js when
// one of them is first used; without it they are links and forms.

// ---- Forms that answer while they are filled in --------------------------

let timer;
let turn = 0;

/** Answers a form in place, a moment after its last change. */
export function live(form) {
  const mine = ++turn;
  const here = location.href;
  clearTimeout(timer);
  timer = setTimeout(() => answer(form, () => mine === turn && form.isConnected && location.href === here), 250);
}

/** Fetches the page the form leads to, and puts its results in place of ours.
    Fields and focus stay as they are. `current`: nothing has happened since. */
async function answer(form, current) {
  if (!current()) return;
  const given = ([name, value]) => value.trim() && value !== form.elements[name]?.dataset?.default;
  const query = String(new URLSearchParams([...new FormData(form)].filter(given)));
  const address = new URL(form.action).pathname + (query && `?${query}`);
  const results = (root) => [...root.querySelectorAll("[data-live-result]")];
  try {
    const reply = await fetch(address, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (!current()) return;
    const [ours, theirs] = [results(document), results(page)];
    if (!reply.ok || !theirs.length || ours.length !== theirs.length) throw 0;
    ours.forEach((region, i) => {
      const folds = (root) => root.querySelectorAll("details");
      const open = [...folds(region)].map((fold) => fold.open);
      for (const island of region.querySelectorAll("leptos-island")) island.$$dispose?.();
      region.replaceChildren(...theirs[i].childNodes);
      folds(region).forEach((fold, at) => (fold.open = open[at] ?? fold.open));
    });
    document.title = page.title;
    form.dataset.live = "";
    atlas.remember(address, true);
    atlas.dress();
  } catch {
    // The form still leads to its page: it shows its button.
    if (current()) form.dataset.live = "failed";
  }
}
