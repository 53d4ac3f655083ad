//! A run that is remembered is told again, or made anew where files have changed, and what came of a run is kept for that.

use std::borrow::Cow;
use std::cmp::Ordering::{self, Equal, Greater, Less};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::ops::Range;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{self, AtomicUsize};
use std::sync::{Arc, OnceLock};

use lint::{Later, Link, Modules};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, open, statat};
use xxhash_rust::xxh3::xxh3_64;

use super::asked::Asked;
use super::check::{Checker, LARGEST, Looked, Outcome};
use super::chosen::Program;
use super::crew::each;
use super::encoded::{Known, Left};
use super::results::{FileResult, Results, Text};
use super::run::{Flags, Folder, Kept, Row, Run, Second, SecondPart, State, read_second};
use super::stamp::Stamp;
use super::walk::{self, Found};
use crate::report::shown;

/// So many files are asked for by one thread in one go.
const CHUNK: usize = 512;

/// If more files have changed, or may see something else in those that have, all are looked at.
const MOST_CHANGED: usize = 200;
const MOST_CONCERNED: usize = 2_000;

/// A file before it is looked at.
pub struct Listed {
    path: PathBuf,
    place: usize,
    is_named: bool,
    stamp: Option<Stamp>,
}

/// What a file was by itself.
pub struct Alone {
    place: usize,
    content: u64,
    later: Option<Left>,
}

/// What came of looking at all files by themselves.
pub struct Came {
    pub listed: Vec<Listed>,
    pub alone: Vec<Alone>,
    /// A rule is on that is about package.json files.
    pub is_about_packages: bool,
}

impl Listed {
    pub fn of(found: &Found) -> Listed {
        Listed { path: found.path.clone(), place: found.place, is_named: found.is_named, stamp: found.stamp }
    }
}

impl Alone {
    pub fn of(looked: &Looked) -> Alone {
        Alone { place: looked.place, content: looked.known.content, later: looked.known.later.clone() }
    }
}

/// A file that is not as it was, by what the system tells of it.
struct Seen {
    row: usize,
    stamp: u64,
    /// The bytes, if they are others than before.
    changed: Option<Vec<u8>>,
}

impl Checker<'_> {
    /// What is to be told, if it is known from the run before. `None`: all must be looked at.
    pub fn again(&self) -> Option<Results> {
        let (question, place) = (self.question?, self.place_of_run()?);
        let kept = Kept::open(&place)?;
        let mut run = kept.run(question, self.began)?;
        if !run.asked.holds() || !run.programs.iter().all(Program::holds) {
            return None;
        }
        let mut changed: Vec<(usize, Vec<u8>)> = Vec::new();
        for Seen { row, stamp, changed: bytes } in self.see(&run)? {
            if stamp != 0 || bytes.is_some() {
                run.touch(row);
            }
            run.files[row].stamp = stamp;
            changed.extend(bytes.map(|bytes| (row, bytes)));
        }
        let is_kept = changed.is_empty() || self.renew(&mut run, &kept.second, changed)?;
        if !run.touched.is_empty() && is_kept {
            // That it can't be kept is no one's trouble.
            let _ = kept.save(&run, &place, question);
        }
        self.tell(&run)
    }

    /// Asks for all files; gives those that are not as they were. `None`: one is gone.
    fn see(&self, run: &Run) -> Option<Vec<Seen>> {
        let next = AtomicUsize::new(0);
        let count = run.files.len();
        let start = || Some(next.fetch_add(CHUNK, atomic::Ordering::Relaxed)).filter(|start| *start < count);
        let see = |start: usize| self.see_some(run, start..count.min(start + CHUNK));
        let seen = each(self.threads, count.div_ceil(CHUNK), start, see).ok()?;
        Some(seen.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
    }

    fn see_some(&self, run: &Run, places: Range<usize>) -> Option<Vec<Seen>> {
        let mut seen = Vec::new();
        // Most files lie beside the one before.
        let mut folder: Option<(u32, OwnedFd)> = None;
        for place in places {
            let row = &run.files[place];
            let open = match folder.take() {
                Some(open) if open.0 == row.folder => open,
                _ => (row.folder, open_folder(&run.folders[row.folder as usize].path)?),
            };
            let stat = statat(&open.1, &*row.name, AtFlags::empty()).ok()?;
            folder = Some(open);
            if !FileType::from_raw_mode(stat.st_mode).is_file() {
                return None;
            }
            let stamp = Stamp::of_stat(&stat).hash(0).unwrap_or_default();
            if !self.trusts_stamps || stamp == 0 || stamp != row.stamp {
                let bytes = fs::read(row.path(&run.folders)).ok()?;
                let changed = (xxh3_64(&bytes) != row.content).then_some(bytes);
                if changed.is_some() || stamp != row.stamp {
                    seen.push(Seen { row: place, stamp, changed });
                }
            }
        }
        Some(seen)
    }

    fn tell(&self, run: &Run) -> Option<Results> {
        let is_told = |row: &&Row| !row.state.is_left_out && (self.tells_all || !row.found.is_empty());
        let mut told: Vec<&Row> = run.files.iter().filter(is_told).collect();
        let looked_at = run.files.iter().filter(|row| !row.state.is_left_out).count();
        let unnamed = looked_at - told.len();
        told.sort_unstable_by_key(|row| row.place);
        let tell = |row: &Row| Some(self.told(row.path(&run.folders), row.known(self.is_brief)?));
        let mut files: Vec<FileResult> = told.into_iter().map(tell).collect::<Option<_>>()?;
        if !run.manifests.is_empty() {
            files.extend(run.manifests.iter().map(|(path, known)| self.told(path.clone(), known.clone())));
            files.sort_by(|one, other| walk::compare(&one.path, &other.path));
        }
        Some(Results { files, unnamed, notes: run.notes.clone(), ..Results::default() })
    }

    /// What is said of a file that has been judged.
    pub fn told(&self, path: PathBuf, known: Known) -> FileResult {
        let Known { found, is_parsed, has_mark, content, .. } = known;
        let (shown, text) = (shown(&path, self.here), Text::OnDisk(content));
        FileResult { path, shown, found, suppressed: Vec::new(), is_parsed, text, has_mark, is_mended: false }
    }

    /// Looks at files that have changed, and judges them and those that may see something else in them. Whether it can be kept; `None`:
    /// all must be looked at.
    fn renew(&self, run: &mut Run, second: &Arc<SecondPart>, changed: Vec<(usize, Vec<u8>)>) -> Option<bool> {
        if changed.len() > MOST_CHANGED {
            return None;
        }
        let places: BTreeSet<usize> = changed.iter().map(|(place, _)| *place).collect();
        let looked = changed.into_iter().map(|(place, bytes)| Some((place, self.look_anew(run, place, bytes)?)));
        let looked: BTreeMap<usize, Looked> = looked.collect::<Option<_>>()?;
        let speaks = |(place, file): (&usize, &Looked)| {
            let row = &run.files[*place];
            (row.state.is_looked_into || interface(&file.known) != row.interface).then_some(*place)
        };
        let speaking: Vec<usize> = looked.iter().filter_map(speaks).collect();
        if !speaking.is_empty() && (run.flags.needs_all || run.flags.has_bridges) {
            return None;
        }
        let neighbours = Arc::new(Neighbours::new(run, second.clone(), places, !speaking.is_empty()));
        let place_of = |path: &Path| lint::Kept::place_of(&*neighbours, path);
        let mut modules = self.no_modules();
        modules.keep(neighbours.clone());
        for file in looked.values() {
            if let Some(later) = file.known.later.as_ref().and_then(Left::read) {
                modules.insert(&file.path, &later);
            }
        }
        for (place, file) in &looked {
            let left = file.known.later.as_ref();
            let real = run.files[*place].real(&run.folders);
            let links = if left.is_some() { modules.links_of(&real, place_of) } else { Vec::new() };
            let row = run.touch(*place);
            row.interface = interface(&file.known);
            row.second = Second::write(left.map(Left::written), &links);
        }
        let mut again = looked;
        if !speaking.is_empty() {
            second.read_whole()?;
            let paths = lint::Kept::paths(&*neighbours);
            let before: Vec<bool> = run.files.iter().map(|row| row.state.is_in_cycle).collect();
            let cycles = modules.cycles_among(paths);
            // One that was and is not any more is to be looked at once more.
            let in_cycles = before.iter().zip(&cycles).enumerate();
            let in_cycles = in_cycles.filter(|(_, (before, now))| **before || **now).map(|(place, _)| place).collect();
            for place in concerned(run, &neighbours, &speaking, in_cycles)? {
                if let Entry::Vacant(entry) = again.entry(place) {
                    entry.insert(self.look_once_more(run, place)?);
                }
            }
            for (place, (before, now)) in before.iter().zip(&cycles).enumerate() {
                if before != now {
                    run.touch(place).state.is_in_cycle = *now;
                }
            }
        }
        let (places, again): (Vec<usize>, Vec<Looked>) = again.into_iter().unzip();
        let by_path: HashMap<PathBuf, usize> = again.iter().map(|file| file.path.clone()).zip(places).collect();
        for result in self.finish(again, &modules).ok()? {
            run.touch(*by_path.get(&result.path)?).put(&Known::of(&result));
        }
        for path in modules.looked_into() {
            if let Some(place) = place_of(&path).filter(|place| !run.files[*place].state.is_looked_into) {
                run.touch(place).state.is_looked_into = true;
            }
        }
        run.flags.needs_all |= modules.has_usage();
        run.flags.has_bridges |= modules.has_bridges_outside(place_of);
        Some(run.asked.note(&self.files, |path| place_of(path).is_some(), self.here).is_some())
    }

    /// Looks at a file that has other bytes than before. `None`: it is to be left out now, or was.
    fn look_anew(&self, run: &Run, place: usize, bytes: Vec<u8>) -> Option<Looked> {
        let row = &run.files[place];
        let path = row.path(&run.folders);
        let (length, is_named) = (bytes.len() as u64, row.state.is_named);
        let found = Found { path, place: row.place as usize, length, is_named, content: None, stamp: None };
        if row.state.is_left_out || length > LARGEST && !self.is_wanted(&found) {
            return None;
        }
        let asked = self.asked(&found).ok()?;
        match self.look_into(&found, bytes, asked).0 {
            Outcome::Looked(looked) => Some(looked),
            _ => None,
        }
    }

    /// Looks at a file that is as before, by itself: what was found in it then can't be told apart.
    fn look_once_more(&self, run: &Run, place: usize) -> Option<Looked> {
        let row = &run.files[place];
        let found = Found::on_disk(row.path(&run.folders), row.state.is_named);
        match self.look(&Found { place: row.place as usize, ..found }).ok()? {
            Outcome::Looked(looked) if looked.known.content == row.content => Some(looked),
            _ => None,
        }
    }

    /// Keeps what came of looking at all files. `walked`: the folders. `None`: it can't be kept, which is no one's trouble.
    pub fn keep(
        &self,
        came: Came,
        walked: &[PathBuf],
        results: &Results,
        manifests: &[PathBuf],
        modules: &Modules,
    ) -> Option<()> {
        let (question, to) = (self.question?, self.place_of_run()?);
        let Came { listed, alone, is_about_packages } = came;
        let alone: HashMap<usize, Alone> = alone.into_iter().map(|alone| (alone.place, alone)).collect();
        let found: HashMap<&Path, &FileResult> =
            results.files.iter().map(|result| (result.path.as_path(), result)).collect();
        let mut listed: Vec<(PathBuf, Listed)> =
            listed.into_iter().map(|listed| (modules.real(&listed.path), listed)).collect();
        listed.sort_by(|(one, _), (other, _)| bytes(one).cmp(bytes(other)));
        if listed.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return None;
        }
        let (paths, listed): (Vec<PathBuf>, Vec<Listed>) = listed.into_iter().unzip();
        let mut folders: Vec<Folder> = Vec::new();
        let mut known_folders: HashMap<PathBuf, u32> = HashMap::new();
        let states = paths.iter().zip(listed).zip(modules.links_among(&paths)).zip(modules.cycles_among(&paths));
        let files = states.map(|(((real, listed), links), is_in_cycle)| {
            let Listed { path, place, is_named, stamp } = listed;
            let (folder, name) = (path.parent()?, path.file_name()?.to_str()?.to_owned());
            let folder = *known_folders.entry(folder.to_owned()).or_insert_with_key(|folder| {
                folders.push(Folder { path: folder.clone(), real: real.parent().unwrap_or(real).to_owned() });
                folders.len() as u32 - 1
            });
            let alone = alone.get(&place);
            let left = alone.and_then(|alone| alone.later.as_ref());
            let content = match alone {
                Some(alone) => alone.content,
                None => xxh3_64(&fs::read(&path).ok()?),
            };
            let state = State { is_named, is_left_out: alone.is_none(), is_in_cycle, ..State::default() };
            let mut row = Row {
                folder,
                name: name.into(),
                place: place as u32,
                state,
                stamp: stamp.and_then(|stamp| stamp.hash(0)).unwrap_or_default(),
                content,
                interface: left.map_or(0, |left| left.interface),
                found: Default::default(),
                second: Second::write(left.map(Left::written), &links),
            };
            if alone.is_some() {
                row.put(&Known { content, ..Known::of(found.get(path.as_path())?) });
            }
            Some(row)
        });
        let files: Vec<Row> = files.collect::<Option<_>>()?;
        let mut asked = Asked::since(self.began);
        asked.note(&self.files, |path| place_of(&paths, path).is_some(), self.here)?;
        asked.note_walk(walked, &self.places)?;
        let manifests = manifests.iter().map(|path| Some((path.clone(), Known::of(found.get(path.as_path())?))));
        let needs_all = modules.has_usage() || is_about_packages;
        let mut run = Run {
            notes: results.notes.clone(),
            asked,
            programs: self.programs.asked(),
            manifests: manifests.collect::<Option<_>>()?,
            folders,
            files,
            flags: Flags { needs_all, has_bridges: modules.has_bridges(&paths) },
            touched: BTreeSet::new(),
        };
        for path in modules.looked_into() {
            if let Some(place) = place_of(&paths, &path) {
                run.files[place].state.is_looked_into = true;
            }
        }
        run.save(&to, question, None)
    }
}

fn interface(known: &Known) -> u64 {
    known.later.as_ref().map_or(0, |left| left.interface)
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn place_of(paths: &[PathBuf], path: &Path) -> Option<usize> {
    paths.binary_search_by(|one| bytes(one).cmp(bytes(path))).ok()
}

/// The files that may see something else in these: that import them, or what hands on what they give; and all that are loaded with
/// each other, since it may be in another order now. `None`: too many.
fn concerned(
    run: &Run,
    neighbours: &Neighbours,
    speaking: &[usize],
    in_cycles: BTreeSet<usize>,
) -> Option<BTreeSet<usize>> {
    let mut importers: Vec<Vec<(usize, bool)>> = vec![Vec::new(); run.files.len()];
    for (place, row) in run.files.iter().enumerate() {
        let now = row.second.bytes(&neighbours.second)?;
        let now = read_second(&now)?.1;
        let before = if neighbours.changed.contains(&place) { neighbours.links_before(place)? } else { Vec::new() };
        for Link { to, hands_on, .. } in now.into_iter().chain(before) {
            importers.get_mut(to as usize)?.push((place, hands_on));
        }
    }
    let mut concerned = in_cycles;
    let mut handing_on: BTreeSet<usize> = speaking.iter().copied().collect();
    let mut queue = speaking.to_vec();
    while let Some(place) = queue.pop() {
        for (importer, hands_on) in &importers[place] {
            concerned.insert(*importer);
            if *hands_on && handing_on.insert(*importer) {
                queue.push(*importer);
            }
        }
    }
    (concerned.len() <= MOST_CONCERNED).then_some(concerned)
}

/// What is known of files that have not changed.
struct Neighbours {
    /// The real ones of the folders.
    folders: Vec<PathBuf>,
    /// Of each file its folder, and where in all names its name ends.
    names: Vec<(u32, u32)>,
    all_names: String,
    /// The real paths, sorted by their bytes, once someone asks for all.
    paths: OnceLock<Vec<PathBuf>>,
    second: Arc<SecondPart>,
    /// What is in the second part of each.
    seconds: Vec<Second<'static>>,
    cycles: Vec<bool>,
    changed: BTreeSet<usize>,
    /// Others may see something else in one that has changed.
    speak: bool,
}

impl Neighbours {
    fn new(run: &Run, second: Arc<SecondPart>, changed: BTreeSet<usize>, speak: bool) -> Neighbours {
        let mut all_names = String::with_capacity(run.files.iter().map(|row| row.name.len()).sum());
        let name = |row: &Row| {
            all_names.push_str(&row.name);
            (row.folder, all_names.len() as u32)
        };
        Neighbours {
            folders: run.folders.iter().map(|folder| folder.real.clone()).collect(),
            names: run.files.iter().map(name).collect(),
            all_names,
            paths: OnceLock::new(),
            second,
            seconds: run.files.iter().map(|row| row.second.to_owned()).collect(),
            cycles: run.files.iter().map(|row| row.state.is_in_cycle).collect(),
            changed,
            speak,
        }
    }

    fn parts(&self, place: usize) -> (&Path, &str) {
        let start = place.checked_sub(1).map_or(0, |before| self.names[before].1);
        let (folder, end) = self.names[place];
        (&self.folders[folder as usize], &self.all_names[start as usize..end as usize])
    }

    /// The links of a file before anything changed.
    fn links_before(&self, place: usize) -> Option<Vec<Link>> {
        Some(read_second(&self.seconds.get(place)?.bytes(&self.second)?)?.1)
    }

    fn unchanged(&self, place: usize) -> Option<Cow<'_, [u8]>> {
        if self.changed.contains(&place) { None } else { self.seconds.get(place)?.bytes(&self.second) }
    }
}

impl lint::Kept for Neighbours {
    fn paths(&self) -> &[PathBuf] {
        let path = |place| {
            let (folder, name) = self.parts(place);
            folder.join(name)
        };
        self.paths.get_or_init(|| (0..self.names.len()).map(path).collect())
    }

    fn place_of(&self, path: &Path) -> Option<usize> {
        let (folder, name) = (bytes(path.parent()?), path.file_name()?.as_encoded_bytes());
        let order = |place: usize| {
            let (own_folder, own_name) = self.parts(place);
            compare((bytes(own_folder), own_name.as_bytes()), (folder, name))
        };
        let (mut low, mut high) = (0, self.names.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match order(middle) {
                Less => low = middle + 1,
                Equal => return Some(middle),
                Greater => high = middle,
            }
        }
        None
    }

    fn is_linked(&self, place: usize) -> bool {
        self.unchanged(place).is_some_and(|bytes| read_second(&bytes).is_some_and(|(later, _)| !later.is_empty()))
    }

    fn later(&self, place: usize) -> Option<Arc<Later>> {
        let bytes = self.unchanged(place)?;
        Later::decode(read_second(&bytes)?.0).map(Arc::new)
    }

    fn links(&self, place: usize) -> Vec<Link> {
        self.unchanged(place).and_then(|bytes| Some(read_second(&bytes)?.1)).unwrap_or_default()
    }

    fn is_in_cycle(&self, place: usize) -> Option<bool> {
        if self.speak { None } else { self.cycles.get(place).copied() }
    }
}

/// The order of two files by the bytes of their paths, given as folder and name.
fn compare((folder, name): (&[u8], &[u8]), (other_folder, other_name): (&[u8], &[u8])) -> Ordering {
    let parting = |folder: &[u8]| if folder.ends_with(b"/") { &b""[..] } else { b"/" };
    let all = folder.iter().chain(parting(folder)).chain(name);
    all.cmp(other_folder.iter().chain(parting(other_folder)).chain(other_name))
}

/// A folder to ask for the files in it.
fn open_folder(path: &Path) -> Option<OwnedFd> {
    open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok()
}
