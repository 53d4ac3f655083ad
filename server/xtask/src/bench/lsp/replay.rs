//! The questions of one project, put to all servers by turns: a text is edited as somebody would, the list is asked for, the text is
//! mended again. A server is asked when none of them works on anything, so that none pays for another.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use source::{Encoding, LineIndex, Terminators, TextRange};

use super::definitions::{self, DefinitionRecord};
use super::editor::{Answer, Editor, Trigger};
use super::offers::{Standing, offers, standing, standing_of_import, standing_of_specifier};
use super::positions::{ImportPlace, Place, Questions, SourceFile};
use super::processes::wait_for_rest;
use super::projects::Project;
use super::report::{Measure, Outcome, Part, Record, Report, Unit};
use super::servers::{Server, Setting};
use super::wanted::Wanted;

/// How many documents stay open: about as many as people have.
const OPEN: usize = 5;

/// How long nothing must have worked before a server is asked, and how long that is waited for.
pub(crate) const CALM: Duration = Duration::from_millis(40);
pub(crate) const CALM_LIMIT: Duration = Duration::from_millis(500);

/// The same for a server that has just been started, and may fetch types.
pub(crate) const FIRST_CALM: Duration = Duration::from_secs(2);
pub(crate) const FIRST_CALM_LIMIT: Duration = Duration::from_secs(120);

pub(crate) fn replay(
    servers: &[Server],
    project: &Project,
    questions: &Questions,
    wanted: &Wanted,
    report: &mut Report,
) -> Result<()> {
    let caches = tempfile::tempdir()?;
    let mut replay = Replay {
        servers,
        project,
        questions,
        editors: Vec::new(),
        open: VecDeque::new(),
        caches: caches.path(),
        asked: 0,
    };
    for server in servers {
        replay.editors.push(replay.start(server)?);
    }
    replay.warm_up();
    if wanted.has("members") {
        replay.members(report)?;
    }
    if wanted.has("identifiers") {
        replay.identifiers(report)?;
    }
    if wanted.has("specifiers") {
        replay.specifiers(report)?;
    }
    if wanted.has("imports") {
        replay.imports(report)?;
    }
    if wanted.has("definitions") {
        replay.definitions(report)?;
    }
    let memory = replay.editors.iter().map(|editor| vec![Some(editor.memory().resident as f64 / 1e6)]);
    report.measures.push(Measure {
        name: format!("{} {}, after its questions", project.name, project.version),
        unit: Unit::Megabytes,
        values: memory.collect(),
    });
    Ok(())
}

struct Replay<'a> {
    servers: &'a [Server],
    project: &'a Project,
    questions: &'a Questions,
    /// In the order of the servers.
    editors: Vec<Editor>,
    /// Documents that are open in all of them, the latest last.
    open: VecDeque<PathBuf>,
    caches: &'a Path,
    /// Questions so far: who is asked first changes with each.
    asked: usize,
}

impl Replay<'_> {
    fn start(&self, server: &Server) -> Result<Editor> {
        server.start(&self.project.folder, &Setting { cache: &self.caches.join(server.name), watches: true })
    }

    /// Lets every server read the project, fetch what it fetches, and come to rest.
    fn warm_up(&mut self) {
        let Some(first) = self.questions.files.first() else { return };
        for editor in &mut self.editors {
            editor.open(&first.path, &first.text);
            editor.complete(&first.path, 0, Trigger::Asked);
        }
        self.open.push_back(first.path.clone());
        for _ in 0..2 {
            wait_for_rest(&self.marks(), FIRST_CALM, FIRST_CALM_LIMIT);
            self.editors.iter_mut().for_each(|editor| {
                editor.complete(&first.path, 0, Trigger::Asked);
            });
        }
    }

    fn members(&mut self, report: &mut Report) -> Result<()> {
        for place in &self.questions.members {
            let letter = first_letter(&place.name);
            let start = place.range.start();
            let outcomes = self.each(place.file, |editor, file| {
                editor.edit(&file.path, place.range, "");
                let answer = editor.complete_after_edit(&file.path, start, Trigger::Character('.'));
                let after_dot = outcome(&answer, standing(&offers(&answer), &place.name));
                editor.edit(&file.path, TextRange::empty(start), letter);
                let end = start + letter.len() as u32;
                let answer = editor.complete_after_edit(&file.path, end, Trigger::Asked);
                let one_letter = outcome(&answer, standing(&offers(&answer), &place.name));
                editor.edit(&file.path, TextRange::new(start, end), &place.name);
                [after_dot, one_letter]
            })?;
            self.record(report, [Part::MembersAfterDot, Part::MembersOneLetter], place, outcomes);
        }
        Ok(())
    }

    fn identifiers(&mut self, report: &mut Report) -> Result<()> {
        for place in &self.questions.identifiers {
            let letter = first_letter(&place.name);
            let cursor = place.range.start() + letter.len() as u32;
            let outcomes = self.each(place.file, |editor, file| {
                editor.edit(&file.path, TextRange::new(cursor, place.range.end()), "");
                let answer = editor.complete_after_edit(&file.path, cursor, Trigger::Asked);
                let found = outcome(&answer, standing(&offers(&answer), &place.name));
                editor.edit(&file.path, TextRange::empty(cursor), &place.name[letter.len()..]);
                [found]
            })?;
            self.record(report, [Part::Identifiers], place, outcomes);
        }
        Ok(())
    }

    fn specifiers(&mut self, report: &mut Report) -> Result<()> {
        for place in &self.questions.specifiers {
            let start = place.range.start();
            let outcomes = self.each(place.file, |editor, file| {
                let part = place.range.slice(&file.text);
                let letter = first_letter(part);
                let before = file.text[..start as usize].chars().next_back().unwrap_or('\'');
                editor.edit(&file.path, place.range, "");
                let answer = editor.complete_after_edit(&file.path, start, Trigger::Character(before));
                let nothing = offers(&answer);
                let nothing = outcome(&answer, standing_of_specifier(&nothing, &place.name, part));
                editor.edit(&file.path, TextRange::empty(start), letter);
                let end = start + letter.len() as u32;
                let answer = editor.complete_after_edit(&file.path, end, Trigger::Asked);
                let one_letter = offers(&answer);
                let one_letter = outcome(&answer, standing_of_specifier(&one_letter, &place.name, part));
                editor.edit(&file.path, TextRange::new(start, end), part);
                [nothing, one_letter]
            })?;
            self.record(report, [Part::Specifiers, Part::SpecifiersOneLetter], place, outcomes);
        }
        Ok(())
    }

    fn imports(&mut self, report: &mut Report) -> Result<()> {
        for import in &self.questions.imports {
            let ImportPlace { place, specifier, statement, kept } = import;
            let typed = &place.name[..*kept as usize];
            let outcomes = self.each(place.file, |editor, file| {
                let original = statement.slice(&file.text);
                editor.edit(&file.path, *statement, &blanked(original));
                editor.edit(&file.path, place.range, "");
                let answer = editor.complete_after_edit(&file.path, place.range.start(), Trigger::Asked);
                let list = offers(&answer);
                let found = standing_of_import(editor, &list, &place.name, specifier, &file.path);
                editor.edit(&file.path, TextRange::empty(place.range.start()), &place.name[typed.len()..]);
                editor.edit(&file.path, *statement, original);
                [outcome(&answer, found)]
            })?;
            self.record(report, [Part::Imports], place, outcomes);
        }
        Ok(())
    }

    fn definitions(&mut self, report: &mut Report) -> Result<()> {
        for place in &self.questions.definitions {
            let targets = self.each(place.file, |editor, file| {
                definitions::targets(&editor.definition(&file.path, place.range.start()).result)
            })?;
            report.definitions.push(DefinitionRecord { question: self.shown(place), targets });
        }
        Ok(())
    }

    /// Asks every server about one file, each time another first; gives what they answered in the order of the servers.
    fn each<T>(&mut self, file: usize, mut ask: impl FnMut(&mut Editor, &SourceFile) -> T) -> Result<Vec<T>> {
        let file = &self.questions.files[file];
        self.open(file);
        let count = self.editors.len();
        let mut answers: Vec<Option<T>> = (0..count).map(|_| None).collect();
        for turn in 0..count {
            let server = (self.asked + turn) % count;
            wait_for_rest(&self.marks(), CALM, CALM_LIMIT);
            answers[server] = Some(ask(&mut self.editors[server], file));
            if self.editors[server].is_lost() {
                self.restart(server)?;
            }
        }
        self.asked += 1;
        Ok(answers.into_iter().flatten().collect())
    }

    fn open(&mut self, file: &SourceFile) {
        if self.open.contains(&file.path) {
            return;
        }
        for editor in &mut self.editors {
            editor.open(&file.path, &file.text);
        }
        self.open.push_back(file.path.clone());
        if self.open.len() > OPEN
            && let Some(oldest) = self.open.pop_front()
        {
            self.editors.iter_mut().for_each(|editor| editor.close(&oldest));
        }
    }

    fn restart(&mut self, server: usize) -> Result<()> {
        eprintln!("{} {}: started again", self.project.name, self.servers[server].name);
        let fresh = self.start(&self.servers[server])?;
        self.editors[server] = fresh;
        for path in &self.open {
            if let Some(file) = self.questions.files.iter().find(|file| file.path == *path) {
                self.editors[server].open(path, &file.text);
            }
        }
        Ok(())
    }

    fn marks(&self) -> Vec<&str> {
        self.editors.iter().map(|editor| editor.mark.as_str()).collect()
    }

    fn record<const N: usize>(&self, report: &mut Report, parts: [Part; N], place: &Place, found: Vec<[Outcome; N]>) {
        for (index, part) in parts.into_iter().enumerate() {
            let outcomes = found.iter().map(|of_server| of_server[index]).collect();
            let Place { class, is_extra, .. } = *place;
            report.records.push(Record { part, class, is_extra, question: self.shown(place), outcomes });
        }
    }

    fn shown(&self, place: &Place) -> String {
        let file = &self.questions.files[place.file];
        let lines = LineIndex::new(&file.text, Terminators::Editor);
        let at = lines.position(&file.text, place.range.start(), Encoding::Utf16);
        let path = file.path.strip_prefix(&self.project.folder).unwrap_or(&file.path).display();
        format!("{} {path}:{}:{} {}", self.project.name, at.line + 1, at.column + 1, place.name)
    }
}

fn outcome(answer: &Answer, standing: Standing) -> Outcome {
    Outcome { standing, took: answer.took, is_missing: answer.is_missing }
}

fn first_letter(name: &str) -> &str {
    let length = name.chars().next().map_or(0, char::len_utf8);
    &name[..length]
}

/// As many bytes and lines, nothing in them.
fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }).collect()
}
