//! What the C API does not tell: the class of a cell, the state of a promise, the position of a Map's or Set's iterator.
//!
//! JavaScriptCore's private identifiers would tell, but the option that exposes them makes the parser crash on any other
//! `@name` in a program. So a few words of the objects themselves are read instead. Nothing is taken for granted: `Layout`
//! is learned when it is first wanted, from objects whose class and fields are known, and where anything is not as
//! expected the question is answered with `None`.

use crate::context::Scope;
use crate::convert::IntoValue;
use crate::value::Value;

/// A cell's header: structure (4 bytes), indexing type, class ("JSType"), flags, collector's state.
const CLASS_OFFSET: usize = 5;
/// Objects with internal fields: header, butterfly, then the fields.
const FIELDS_OFFSET: usize = 16;
const FIELD_COUNT: usize = 4;
/// The tag of a 32-bit integer in an encoded value.
const INTEGER_TAG: u64 = 0xfffe_0000_0000_0000;

/// The internal fields of an object, undecoded.
type Fields = [u64; FIELD_COUNT];

/// Where the fields of interest are, as learned.
#[derive(Clone, Copy, Debug)]
struct Layout {
    promise_class: u8,
    promise_flags: usize,
    promise_result: usize,
    /// Set in the flags once a promise has a handler.
    promise_handled: i32,
    proxy_class: u8,
    proxy_handler: usize,
    map_iterator: IteratorLayout,
    set_iterator: IteratorLayout,
}

#[derive(Clone, Copy, Debug)]
struct IteratorLayout {
    class: u8,
    collection: usize,
    entry: usize,
    kind: usize,
    storage: usize,
    /// What `storage` holds when the iterator is at its end.
    sentinel: u64,
}

/// The thread's learned layout.
#[derive(Default)]
pub(crate) struct Learned(std::cell::OnceCell<Option<Layout>>);

/// A promise's state.
#[derive(Clone, Copy)]
pub enum PromiseState<'s> {
    Pending,
    Fulfilled(Value<'s>),
    Rejected(Value<'s>),
}

/// Where an iterator of a Map or a Set stands.
#[derive(Clone, Copy)]
pub struct IteratorState<'s> {
    /// The Map or Set.
    pub collection: Value<'s>,
    /// Grows with each step; comparable between iterators of one collection whose `storage` is the same.
    pub entry: i32,
    /// 0 keys, 1 values, 2 entries.
    pub kind: i32,
    pub is_done: bool,
    /// Identifies the table that `entry` counts in; 0 before the first step.
    pub storage: u64,
}

impl<'s> Value<'s> {
    /// The engine's number for the object's class, the same for all objects of a class and never for two classes whose methods
    /// check their receiver; it says nothing else. `None` for what is no object.
    pub fn class_number(self) -> Option<u8> {
        // SAFETY: an object's reference points to its cell, whose header has eight bytes.
        self.is_object().then(|| unsafe { self.raw().cast::<u8>().add(CLASS_OFFSET).read() })
    }

    /// The engine's number for the object's shape: its class, its prototype and the names of its properties. As long as one
    /// object of a shape lives, no other shape has its number; objects of one shape may have several. `None` for what is no
    /// object.
    pub fn shape_number(self) -> Option<u32> {
        // SAFETY: an object's reference points to its cell, which begins with four bytes that tell its structure.
        self.is_object().then(|| unsafe { self.raw().cast::<u32>().read() })
    }

    /// The state of a promise; `None` for what is none, or where the engine is not as expected.
    pub fn promise_state(self) -> Option<PromiseState<'s>> {
        let layout = layout(self.scope())?;
        if self.class_number()? != layout.promise_class {
            return None;
        }
        let fields = fields(self);
        let result = || self.scope().decode(fields[layout.promise_result]);
        Some(match integer(fields[layout.promise_flags])? & 3 {
            0 => PromiseState::Pending,
            1 => PromiseState::Fulfilled(result()),
            _ => PromiseState::Rejected(result()),
        })
    }

    /// Whether a promise has a handler; `None` for what is none, or where the engine is not as expected.
    pub fn promise_is_handled(self) -> Option<bool> {
        let layout = layout(self.scope())?;
        if self.class_number()? != layout.promise_class {
            return None;
        }
        Some(integer(fields(self)[layout.promise_flags])? & layout.promise_handled != 0)
    }

    /// Whether it is a Proxy; `None` where the engine is not as expected.
    pub(crate) fn is_proxy(self) -> Option<bool> {
        Some(self.class_number()? == layout(self.scope())?.proxy_class)
    }

    /// The handler of a Proxy, `null` once it is revoked; `None` for what is none, or where the engine is not as expected.
    pub fn proxy_handler(self) -> Option<Value<'s>> {
        self.proxy_target()?;
        Some(self.scope().decode(fields(self)[layout(self.scope())?.proxy_handler]))
    }

    /// Where an iterator of a Map or Set stands; `None` for what is none, or where the engine is not as expected.
    pub fn iterator_state(self) -> Option<IteratorState<'s>> {
        let layout = layout(self.scope())?;
        let class = self.class_number()?;
        let known = [layout.map_iterator, layout.set_iterator].into_iter().find(|known| known.class == class)?;
        let fields = fields(self);
        Some(IteratorState {
            collection: self.scope().decode(fields[known.collection]),
            entry: integer(fields[known.entry])?,
            kind: integer(fields[known.kind])?,
            is_done: fields[known.storage] == known.sentinel,
            storage: if integer(fields[known.entry])? == 0 { 0 } else { fields[known.storage] },
        })
    }
}

impl Scope {
    /// A value from its encoded form. The empty value reads as `undefined`.
    fn decode(&self, word: u64) -> Value<'_> {
        if word == 0 { self.undefined() } else { self.value(word as usize as *mut _) }
    }
}

fn integer(word: u64) -> Option<i32> {
    (word & INTEGER_TAG == INTEGER_TAG).then_some(word as u32 as i32)
}

/// The first internal fields of an object that has at least as many, or is followed by other cells: blocks of the heap are
/// larger than any of these offsets, and the words are only compared until the layout is known.
fn fields(value: Value<'_>) -> Fields {
    // SAFETY: cells are at least 32 bytes apart in blocks of 16 KiB; promises have two fields and end at 32, so the two words
    // after them belong to the next cell of the block or its unused end, which is mapped memory.
    unsafe { value.raw().cast::<u8>().add(FIELDS_OFFSET).cast::<Fields>().read_unaligned() }
}

fn bits(value: Value<'_>) -> u64 {
    value.raw() as usize as u64
}

fn layout(scope: &Scope) -> Option<Layout> {
    *scope.state::<Learned>().0.get_or_init(|| learn(scope))
}

/// Looks at objects whose fields are known.
fn learn(scope: &Scope) -> Option<Layout> {
    if cfg!(not(target_pointer_width = "64")) {
        return None;
    }
    let sample = scope
        .evaluate(
            "(() => { const o = {}, m = new Map([[1, 2], [3, 4]]), s = new Set([1, 2]); \
             const step = (i, n) => { while (n-- > 0) i.next(); return i; }; \
             const rejected = Promise.reject(o); rejected.catch(() => {}); \
             return [o, Promise.resolve(o), new Promise(() => {}), rejected, \
             m, step(m.keys(), 1), step(m.values(), 2), step(m.entries(), 3), \
             s, step(s.values(), 1), step(s.values(), 2), step(s.entries(), 3), m.keys(), s.values(), \
             Promise.reject(o), new Proxy(m, o)]; })()",
            "node:internal/sample",
            1,
        )
        .ok()?;
    let item = |index: u32| sample.get_index(index).ok();
    let target = item(0)?;
    let (fulfilled, pending, rejected) = (item(1)?, item(2)?, item(3)?);
    let promise_class = fulfilled.class_number()?;
    if pending.class_number()? != promise_class || target.class_number()? == promise_class {
        return None;
    }
    let promise_result = (0..2).find(|index| fields(fulfilled)[*index] == bits(target))?;
    let promise_flags = 1 - promise_result;
    let state = |promise: Value<'_>| integer(fields(promise)[promise_flags]).map(|flags| flags & 3);
    if (state(pending)?, state(fulfilled)?, state(rejected)?) != (0, 1, 2)
        || fields(rejected)[promise_result] != bits(target)
    {
        return None;
    }
    let late = item(14)?;
    let before = integer(fields(late)[promise_flags])?;
    // A handler that ends the rejection, or the promise that `catch` makes would be reported.
    let ignore = scope.evaluate("() => {}", "node:internal/sample", 1).ok()?;
    late.get("catch").ok()?.call(Some(late), &[ignore]).ok()?;
    let promise_handled = before ^ integer(fields(late)[promise_flags])?;
    if promise_handled.count_ones() != 1 || promise_handled & 3 != 0 {
        return None;
    }
    let proxy = item(15)?;
    let proxy_handler = (0..2).find(|index| fields(proxy)[*index] == bits(target))?;
    let map_iterator = learn_iterator(item(4)?, [item(5)?, item(6)?, item(7)?], [0, 1, 2])?;
    let set_iterator = learn_iterator(item(8)?, [item(9)?, item(10)?, item(11)?], [1, 1, 2])?;
    // A fresh iterator counts from 0.
    for (fresh, known) in [(item(12)?, map_iterator), (item(13)?, set_iterator)] {
        if integer(fields(fresh)[known.entry])? != 0 {
            return None;
        }
    }
    Some(Layout {
        promise_class,
        promise_flags,
        promise_result,
        promise_handled,
        proxy_class: proxy.class_number()?,
        proxy_handler,
        map_iterator,
        set_iterator,
    })
}

/// `steps` are iterators of `collection` that went one step, two steps, and to the end, of these kinds.
fn learn_iterator(collection: Value<'_>, steps: [Value<'_>; 3], kinds: [i32; 3]) -> Option<IteratorLayout> {
    let class = steps[0].class_number()?;
    if steps.iter().any(|step| step.class_number() != Some(class)) {
        return None;
    }
    let [first, second, done] = steps.map(fields);
    let at = |test: &dyn Fn(usize) -> bool| (0..FIELD_COUNT).find(|index| test(*index));
    let collection_at = at(&|index| first[index] == bits(collection) && second[index] == bits(collection))?;
    let entry = at(&|index| integer(first[index]) == Some(1) && integer(second[index]) == Some(2))?;
    let kind = at(&|index| {
        index != entry
            && [first, second, done].iter().zip(kinds).all(|(fields, kind)| integer(fields[index]) == Some(kind))
    })?;
    let storage = at(&|index| index != collection_at && index != entry && index != kind)?;
    if first[storage] != second[storage] || first[storage] == done[storage] {
        return None;
    }
    Some(IteratorLayout { class, collection: collection_at, entry, kind, storage, sentinel: done[storage] })
}

impl<'s> IntoValue<'s> for PromiseState<'s> {
    /// `[state]` or `[state, result]`: 0 pending, 1 fulfilled, 2 rejected.
    fn into_value(self, scope: &'s Scope) -> Value<'s> {
        match self {
            PromiseState::Pending => scope.array(&[0.into_value(scope)]),
            PromiseState::Fulfilled(value) => scope.array(&[1.into_value(scope), value]),
            PromiseState::Rejected(reason) => scope.array(&[2.into_value(scope), reason]),
        }
    }
}
