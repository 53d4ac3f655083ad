//! The owner of everything that changes: one thread, one client.
//!
//! It takes events strictly in the order in which they came. Notifications change the documents and the project, which costs as much
//! as the edit and reads no file; a request takes its snapshot here, at its own place among the edits, and is answered in the pool.
//! Nothing here waits: what reads a disk or walks a tree is a job of the pool, and its result comes back as an event.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use ide::Linter;
use project::{CancelToken, Change, Project, ProjectOptions, Shared};
use rustc_hash::FxHashMap;
use source::{DiskFileSystem, Encoding};
use tower_lsp_server::ls_types::{MessageType, Uri};

use crate::cancel::{self, Failable};
use crate::client_features::ClientFeatures;
use crate::diagnostics::Schedule;
use crate::documents::{Document, OpenUris};
use crate::formatting::Formatting;
use crate::inbox::{Event, Inbox};
use crate::indexing::Indexing;
use crate::library::ShownLibrary;
use crate::live::{Live, LiveWorkers};
use crate::outgoing::Outgoing;
use crate::parent::Parent;
use crate::pool::{Lane, Pool};
use crate::programs::Programs;
use crate::read::{QueuedRead, WhenEdited};
use crate::requests::semantic_tokens::Answers;
use crate::settings::{LintRun, Settings};
use crate::view::{Told, View};
use crate::watcher::Watcher;
use crate::{notifications, uris};

/// What all clients of a process share.
pub struct Host {
    pub(crate) pool: Pool,
    /// Where what is known of packages is kept between runs.
    pub(crate) index_folder: Option<PathBuf>,
    pub(crate) library: ShownLibrary,
    pub(crate) formatting: Formatting,
    workers: LiveWorkers,
    cache_folder: Option<Arc<Path>>,
    /// What projects have read, by their roots, as long as one of them is there.
    projects: Projects,
}

type Projects = Arc<Mutex<FxHashMap<Vec<PathBuf>, Weak<Shared>>>>;

impl Host {
    /// In the cache folder is what is kept between runs; without one everything is made anew.
    pub fn new(cache_folder: Option<PathBuf>) -> Host {
        let library = cache_folder.as_ref().map(|folder| folder.join("library").join(env!("CARGO_PKG_VERSION")));
        let index_folder = cache_folder.as_ref().map(|folder| folder.join("index"));
        Host {
            pool: Pool::new(),
            index_folder,
            library: ShownLibrary::new(library),
            formatting: Formatting::new(cache_folder.as_deref()),
            workers: LiveWorkers::default(),
            cache_folder: cache_folder.map(Arc::from),
            projects: Arc::default(),
        }
    }
}

fn linter(programs: &Programs) -> Linter {
    let programs = programs.clone();
    Linter::new(Arc::new(DiskFileSystem), Box::new(move |path, presets| programs.exported(path, presets)))
}

/// A turn that takes longer is a fault, and is logged.
const LONG_TURN: Duration = Duration::from_millis(50);
/// Facts of longer texts take a while to drop.
pub(crate) const BIG: usize = 200_000;
/// How often what nobody announces is looked at: the client's process, hanging jobs.
const ROUND: Duration = Duration::from_secs(3);

pub(crate) struct Session {
    pub(crate) project: Project,
    pub(crate) documents: FxHashMap<PathBuf, Document>,
    pub(crate) open: OpenUris,
    /// The folders that the client works in.
    pub(crate) roots: Vec<PathBuf>,
    /// Where documents that are no files are thought to be.
    pub(crate) folder: Arc<Path>,
    pub(crate) encoding: Encoding,
    pub(crate) client: Arc<ClientFeatures>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) outgoing: Outgoing,
    pub(crate) inbox: Inbox,
    pub(crate) pool: Pool,
    pub(crate) library: ShownLibrary,
    pub(crate) formatting: Formatting,
    projects: Projects,
    /// Keeps what was read for the next client with the same roots.
    shared: Option<Arc<Shared>>,
    pub(crate) diagnostics: Schedule,
    pub(crate) linter: Arc<Linter>,
    linter_number: u64,
    pub(crate) programs: Programs,
    told: Told,
    pub(crate) live: Live,
    pub(crate) semantic_tokens: Answers,
    pub(crate) indexing: Indexing,
    pub(crate) watcher: Option<Watcher>,
    pub(crate) parent: Parent,
    /// Requests that have been given to the pool; those that are answered are dropped now and then.
    running: Vec<Running>,
    /// Cancelled when the client has gone: background work ends.
    pub(crate) ended: CancelToken,
    hang_up: Arc<dyn Fn() + Send + Sync>,
}

struct Running {
    method: &'static str,
    document: Option<PathBuf>,
    when_edited: WhenEdited,
    reply: Arc<dyn Failable>,
}

impl Session {
    pub(crate) fn new(inbox: Inbox, outgoing: Outgoing, host: &Host, hang_up: Arc<dyn Fn() + Send + Sync>) -> Session {
        let programs = Programs::new(host.cache_folder.clone(), inbox.clone());
        let options = ProjectOptions { files: Arc::new(DiskFileSystem), cache_folder: host.index_folder.clone() };
        Session {
            project: Project::new(options),
            documents: FxHashMap::default(),
            open: OpenUris::default(),
            roots: Vec::new(),
            folder: Arc::from(Path::new("/")),
            encoding: Encoding::Utf16,
            client: Arc::default(),
            settings: Arc::default(),
            outgoing,
            inbox,
            pool: host.pool.clone(),
            library: host.library.clone(),
            formatting: host.formatting.clone(),
            projects: host.projects.clone(),
            shared: None,
            diagnostics: Schedule::default(),
            linter: Arc::new(linter(&programs)),
            linter_number: 0,
            programs,
            told: Told::default(),
            live: Live::new(host.workers.clone()),
            semantic_tokens: Answers::default(),
            indexing: Indexing::default(),
            watcher: None,
            parent: Parent::default(),
            running: Vec::new(),
            ended: CancelToken::default(),
            hang_up,
        }
    }

    /// Until the end of the connection.
    pub(crate) fn run(mut self, events: &Receiver<Event>) {
        let mut next_round = Instant::now() + ROUND;
        loop {
            let wake = [self.diagnostics.next(), self.indexing.next(), self.live.next()]
                .into_iter()
                .flatten()
                .fold(next_round, Instant::min);
            let event = match events.recv_timeout(wake.saturating_duration_since(Instant::now())) {
                Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
            };
            let name = event.as_ref().map_or("a timer", Event::name);
            let started = Instant::now();
            // A fault in handling one event must not take the editor's server.
            let turn = catch_unwind(AssertUnwindSafe(|| {
                if let Some(event) = event {
                    self.handle(event);
                }
                self.start_diagnostics();
                self.start_discoveries();
                self.start_indexing();
                self.start_live();
            }));
            if let Err(panic) = turn {
                self.outgoing.log(MessageType::ERROR, crate::read::failed(name, &*panic).message);
            } else if started.elapsed() > LONG_TURN {
                let took = started.elapsed().as_millis();
                self.outgoing.log(MessageType::LOG, format!("{name} has kept the server for {took} ms"));
            }
            if Instant::now() >= next_round {
                next_round = Instant::now() + ROUND;
                self.pool.relieve();
                if self.parent.is_gone() {
                    (self.hang_up)();
                }
            }
        }
        self.ended.cancel();
        self.live.stop_all();
        for running in &self.running {
            running.reply.fail(cancel::request_cancelled());
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Initialize(params, encoding) => notifications::initialize::handle(self, *params, encoding),
            Event::Initialized => notifications::initialized::handle(self),
            Event::Open(params) => notifications::did_open::handle(self, params),
            Event::Change(params) => notifications::did_change::handle(self, params),
            Event::Save(document) => notifications::did_save::handle(self, &document),
            Event::Close(document) => notifications::did_close::handle(self, &document),
            Event::Read(read) => self.read(read),
            Event::WorkspaceFolders(change) => notifications::did_change_workspace_folders::handle(self, &change),
            Event::ConfigurationChanged(value) => notifications::did_change_configuration::handle(self, &value),
            Event::Configuration(value) => notifications::did_change_configuration::apply(self, &value),
            Event::FilesChanged(paths) => notifications::did_change_watched_files::handle(self, paths),
            Event::Found(change) => {
                self.apply(change);
                self.read_ahead();
            }
            Event::ToIndex(tasks) => self.index(tasks),
            Event::ProgressReady(asked) => self.begin_progress(asked),
            Event::Indexed(step) => self.indexed(step),
            Event::ProgramWanted(program) => self.program_wanted(program),
            Event::ProgramAnswered { program, is_allowed } => self.program_answered(program, is_allowed),
            Event::ProgramRead { program, result } => self.program_ended(program, result),
            Event::Live(order) => self.live_order(order),
            Event::LiveNews(news) => self.live_news(news),
            Event::Diagnosed { path, version, diagnostics } => self.publish(&path, version, diagnostics),
            Event::End => {}
        }
    }

    /// Begins to work in these folders, beside other clients that do.
    pub(crate) fn begin(&mut self, roots: Vec<PathBuf>) {
        if !roots.is_empty() {
            let mut projects = self.projects.lock().unwrap_or_else(|lock| lock.into_inner());
            projects.retain(|_, shared| shared.strong_count() > 0);
            let shared = match projects.get(&roots).and_then(Weak::upgrade) {
                Some(shared) => shared,
                None => {
                    let shared = Arc::new(self.project.shared());
                    projects.insert(roots.clone(), Arc::downgrade(&shared));
                    shared
                }
            };
            self.project = Project::beside(Shared::clone(&shared));
            self.shared = Some(shared);
        }
        self.roots = roots.clone();
        self.project.apply(Change::Roots(roots));
        self.indexing.is_needed_at_once();
    }

    /// What a change outside of the open documents may have made of them is looked at anew.
    pub(crate) fn apply(&mut self, change: Change) {
        let may_need_index = !matches!(change, Change::Indexed(_) | Change::Close { .. });
        self.project.apply(change);
        self.linter.files_changed();
        self.diagnose_all();
        if may_need_index {
            self.indexing.is_needed();
        }
    }

    /// Makes a change of an open document.
    pub(crate) fn edit(&mut self, change: Change, is_big: bool) {
        // What was known of the text before is dropped elsewhere: of a big file that takes longer than the edit.
        let before = is_big.then(|| self.project.snapshot());
        self.project.apply(change);
        if let Some(before) = before {
            self.pool.run(Lane::Background, move || drop(before));
        }
    }

    /// The path of a document.
    pub(crate) fn path(&self, uri: &Uri) -> PathBuf {
        uris::path_of(uri, &self.folder)
    }

    pub(crate) fn view(&self, cancel: CancelToken) -> View {
        View {
            snapshot: self.project.snapshot().with_cancel(cancel),
            encoding: self.encoding,
            client: self.client.clone(),
            settings: self.settings.clone(),
            open: self.open.clone(),
            folder: self.folder.clone(),
            outgoing: self.outgoing.clone(),
            library: self.library.clone(),
            formatting: self.formatting.clone(),
            semantic_tokens: self.semantic_tokens.clone(),
            linter: self.linter.clone(),
            linter_number: self.linter_number,
            told: self.told.clone(),
            live: self.live.shown(),
            unsaved: self.unsaved(),
        }
    }

    /// Nobody asks where rules look at every text.
    fn unsaved(&self) -> Arc<[PathBuf]> {
        if self.settings.lint_run == LintRun::OnType {
            return Arc::default();
        }
        let unsaved = self.documents.iter().filter(|(_, document)| document.saved_version != document.version);
        unsaved.map(|(path, _)| path.clone()).collect()
    }

    /// What the linter knew is forgotten, and all is looked at anew.
    pub(crate) fn renew_linter(&mut self) {
        self.linter = Arc::new(linter(&self.programs));
        self.linter_number += 1;
        self.diagnose_all();
    }

    fn read(&mut self, read: QueuedRead) {
        if !read.reply.is_open() {
            return;
        }
        // An install that nobody tells of is seen by the next request.
        if self.project.recheck(Instant::now()).is_some() {
            self.linter.files_changed();
            self.diagnose_all();
        }
        let document = read.document.as_ref().map(|uri| self.path(uri));
        if read.when_edited == WhenEdited::GiveWay {
            let same = |running: &&Running| running.method == read.method && running.document == document;
            self.running.iter().filter(same).for_each(|running| running.reply.fail(cancel::superseded()));
        }
        self.running.retain(|running| running.reply.is_open());
        let (method, when_edited, reply) = (read.method, read.when_edited, read.reply.clone());
        self.running.push(Running { method, document, when_edited, reply });
        let view = self.view(read.cancel.clone());
        self.pool.run(read.lane, move || (read.run)(view));
    }

    /// Fails what can't be answered for an older text.
    pub(crate) fn document_edited(&mut self, path: &Path) {
        self.running.retain(|running| {
            if running.when_edited == WhenEdited::Fail && running.document.as_deref() == Some(path) {
                running.reply.fail(cancel::content_modified());
            }
            running.reply.is_open()
        });
    }

    /// Lets the pool read what the project has found out that it needs.
    fn start_discoveries(&mut self) {
        for discovery in self.project.take_discoveries() {
            let (inbox, ended) = (self.inbox.clone(), self.ended.clone());
            self.pool.run(Lane::Background, move || {
                let change = discovery.run(&|| !ended.is_cancelled());
                inbox.send(Event::Found(change));
            });
        }
    }
}
