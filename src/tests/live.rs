//! Live content: what changes in the folder is served, all of it together; what
//! cannot be served changes nothing, and is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use model_atlas::catalog::quantity::Date;
use model_atlas::snapshot::Snapshot;
use model_atlas::web::{AppState, Live, Look};
use tempfile::TempDir;

use crate::cli::{path, run};
use crate::support::{Site, copy_of, today};

/// A site that follows its folder.
struct Followed {
    folder: TempDir,
    site: Site,
    state: AppState,
    /// Following ends with it.
    _requests: Sender<()>,
}

impl Followed {
    fn new() -> Self {
        Self::on(today)
    }

    fn on(day: fn() -> Date) -> Self {
        let folder = copy_of("good");
        let before = Look::at(folder.path());
        let (snapshot, _) = Snapshot::build(folder.path(), day()).expect("an index");
        let (site, state) = Site::with(snapshot);
        let (requests, asked) = channel();
        let live = Live::new(state.clone(), folder.path().to_owned(), day, before);
        std::thread::spawn(move || live.follow(&asked));
        Self { folder, site, state, _requests: requests }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).expect("a written file");
    }

    fn page(&self, text: &str) {
        self.write("pages/en/news.md", &format!("---\ntitle: News\n---\n\n# News\n\n{text}\n"));
    }

    /// Waits until something holds; it takes well under a second on a quiet machine.
    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !holds(self) {
            let refused = self.state.refused();
            assert!(begun.elapsed() < Duration::from_secs(20), "{what} never came: {refused:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn serves(&self, address: &str, text: &str) -> bool {
        let answer = self.site.get(address);
        answer.status == 200 && answer.text.contains(text)
    }

    fn finds(&self, word: &str) -> bool {
        self.site.get(&format!("/api/search?q={word}&locale=en")).text.contains("\"url\"")
    }
}

#[test]
fn a_page_that_is_added_edited_and_deleted_is_served_and_found_so() {
    let live = Followed::new();
    live.page("Something about quokkas.");
    live.until("the new page", |live| live.serves("/en/news", "quokkas"));
    assert!(live.finds("quokkas"), "page and search come together");
    live.page("Something about wombats.");
    live.until("the edit", |live| live.serves("/en/news", "wombats"));
    assert!(live.finds("wombats") && !live.finds("quokkas"));
    fs::remove_file(live.file("pages/en/news.md")).expect("a removed file");
    live.until("the end of the page", |live| live.site.get("/en/news").status == 404);
    assert!(!live.finds("wombats"));
}

#[test]
fn a_value_of_the_catalogue_changes_on_pages_in_tables_and_in_data_together() {
    let live = Followed::new();
    let before = fs::read_to_string(live.file("catalog/acme.toml")).expect("a catalogue");
    live.write("catalog/acme.toml", &before.replace("value = 128_000", "value = 512_000"));
    live.until("the new window", |live| live.serves("/en/models/acme-1", "512K"));
    assert!(live.serves("/en/models", "512K") && live.serves("/data/specs.en.csv", "512000"));
    assert!(live.serves("/api/v1/models/acme-1", "\"context_window_tokens\":512000"));
}

/// A bad edit: how it is made, how it is mended, and what is said of it.
struct Bad {
    name: &'static str,
    make: fn(&Path),
    mend: fn(&Path),
    says: &'static [&'static str],
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).expect("a written file");
}

fn remove(folder: &Path, name: &str) {
    fs::remove_file(folder.join(name)).expect("a removed file");
}

fn rename(folder: &Path, from: &str, to: &str) {
    fs::rename(folder.join(from), folder.join(to)).expect("a renamed folder");
}

#[cfg(unix)]
fn link(folder: &Path, to: &str, name: &str) {
    std::os::unix::fs::symlink(to, folder.join(name)).expect("a link");
}

#[cfg(unix)]
const BAD: [Bad; 11] = [
    Bad {
        name: "broken TOML",
        make: |folder| write(folder, "catalog/beta.toml", b"[series]\nid = \"beta\"\nname = \n"),
        mend: |folder| remove(folder, "catalog/beta.toml"),
        says: &["catalog/beta.toml", ":3:"],
    },
    Bad {
        name: "a broken head",
        make: |folder| write(folder, "pages/en/bad.md", b"---\ntitle: [unclosed\n---\n\n# Bad\n"),
        mend: |folder| remove(folder, "pages/en/bad.md"),
        says: &["pages/en/bad.md", ":2:"],
    },
    Bad {
        name: "an address twice",
        make: |folder| {
            fs::create_dir_all(folder.join("pages/en/only")).expect("a folder");
            write(folder, "pages/en/only/index.md", b"# Only\n");
        },
        mend: |folder| fs::remove_dir_all(folder.join("pages/en/only")).expect("a removed folder"),
        says: &["pages/en/only", "/only"],
    },
    Bad {
        name: "bytes that are no UTF-8",
        make: |folder| write(folder, "pages/en/bad.md", b"# Bad\n\n\xff\xfe\n"),
        mend: |folder| remove(folder, "pages/en/bad.md"),
        says: &["pages/en/bad.md", ":3:1", "UTF-8"],
    },
    Bad {
        name: "a file of 50 MB",
        make: |folder| write(folder, "pages/en/bad.md", &vec![b'a'; 50_000_000]),
        mend: |folder| remove(folder, "pages/en/bad.md"),
        says: &["pages/en/bad.md", "50000000 bytes"],
    },
    Bad {
        name: "a loop of links",
        make: |folder| link(folder, "..", "pages/en/loop"),
        mend: |folder| remove(folder, "pages/en/loop"),
        says: &["pages/en/loop"],
    },
    Bad {
        name: "a link that leads nowhere",
        make: |folder| link(folder, "nowhere.md", "pages/en/bad.md"),
        mend: |folder| remove(folder, "pages/en/bad.md"),
        says: &["pages/en/bad.md"],
    },
    Bad {
        name: "a link to no catalogue",
        make: |folder| link(folder, "nowhere.toml", "catalog/beta.toml"),
        mend: |folder| remove(folder, "catalog/beta.toml"),
        says: &["catalog/beta.toml", "leads nowhere"],
    },
    Bad {
        name: "a folder in place of a file",
        make: |folder| fs::create_dir(folder.join("catalog/beta.toml")).expect("a folder"),
        mend: |folder| fs::remove_dir(folder.join("catalog/beta.toml")).expect("a removed folder"),
        says: &["catalog/beta.toml", "is no file"],
    },
    Bad {
        name: "a part of the folder that is gone",
        make: |folder| rename(folder, "catalog", "catalog.old"),
        mend: |folder| rename(folder, "catalog.old", "catalog"),
        says: &["catalog", "is gone"],
    },
    Bad {
        name: "all pages that are gone",
        make: |folder| rename(folder, "pages", "pages.old"),
        mend: |folder| rename(folder, "pages.old", "pages"),
        says: &["pages", "is gone"],
    },
];

#[cfg(unix)]
#[test]
fn a_bad_edit_changes_nothing_is_told_and_heals() {
    let live = Followed::new();
    for (round, bad) in BAD.iter().enumerate() {
        (bad.make)(live.folder.path());
        live.until(bad.name, |live| live.state.refused().is_some());
        let said = live.state.refused().expect("a fault");
        for part in bad.says {
            assert!(said.contains(part), "{} does not name `{part}`: {said}", bad.name);
        }
        assert!(
            live.serves("/en/models/acme-1", "128K") && live.serves("/en/only", "one language"),
            "{}",
            bad.name
        );
        assert!(live.finds("language"), "{}", bad.name);
        (bad.mend)(live.folder.path());
        live.until(bad.name, |live| live.state.refused().is_none());
        // Following goes on: the next edit is served.
        live.page(&format!("Round {round} is over."));
        live.until("the next edit", |live| live.serves("/en/news", &format!("Round {round} is over")));
    }
}

#[cfg(unix)]
#[test]
fn the_same_faults_stop_the_start_with_their_place() {
    for bad in BAD.iter().take(9) {
        let folder = copy_of("good");
        (bad.make)(folder.path());
        let output = run(&["serve", "--addr", "127.0.0.1:0", "--content", path(folder.path())]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.status.code().is_some(), "{}: {said}", bad.name);
        for part in bad.says {
            assert!(said.contains(part), "{} does not name `{part}`: {said}", bad.name);
        }
    }
}

#[test]
fn a_folder_that_is_removed_and_put_back_is_served_throughout() {
    let live = Followed::new();
    let away = live.folder.path().with_extension("away");
    fs::rename(live.folder.path(), &away).expect("a renamed folder");
    live.until("the fault", |live| live.state.refused().is_some());
    assert!(live.serves("/en/models/acme-1", "128K"));
    fs::rename(&away, live.folder.path()).expect("a folder put back");
    live.until("the folder", |live| live.state.refused().is_none());
    live.page("Back again.");
    live.until("the next edit", |live| live.serves("/en/news", "Back again"));
}

#[test]
fn a_new_day_is_noticed() {
    static DAY: AtomicI64 = AtomicI64::new(0);
    let first: Date = "2026-03-01".parse().expect("a day");
    DAY.store(first.days_since_epoch(), Ordering::SeqCst);
    let live = Followed::on(|| Date::from_days_since_epoch(DAY.load(Ordering::SeqCst)));
    let stale = |live: &Followed| live.serves("/api/v1/prices", "\"stale\":true");
    assert!(!stale(&live));
    DAY.fetch_add(200, Ordering::SeqCst);
    live.until("the new day", stale);
    // A clock that is set back is followed too.
    DAY.fetch_sub(200, Ordering::SeqCst);
    live.until("the old day", |live| !stale(live));
}

#[test]
fn many_edits_in_a_row_end_at_the_last() {
    let live = Followed::new();
    for round in 0..40 {
        live.page(&format!("Edit {round} of forty."));
        std::thread::sleep(Duration::from_millis(7));
    }
    live.until("the last edit", |live| live.serves("/en/news", "Edit 39 of forty"));
}
