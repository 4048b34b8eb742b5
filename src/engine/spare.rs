//! The large buffers of a review, kept by each thread for its next text.
//!
//! A review lives a few microseconds; without this, taking and giving back these buffers is a tenth of it.

use std::cell::RefCell;

use super::adverse::role::Mark;
use super::scan::Hit;
use super::text::Token;

/// Buffers with more room than this go back to the allocator.
const LARGEST_KEPT: usize = 64 * 1024;

/// A buffer that can be kept.
pub(super) trait Buffer: Default + 'static {
    fn empty(&mut self);
    fn room(&self) -> usize;
    fn make_room(&mut self, length: usize);
    fn shelf<T>(with: impl FnOnce(&RefCell<Option<Self>>) -> T) -> Option<T>;
}

/// An empty buffer with room for `length`.
pub(super) fn take<B: Buffer>(length: usize) -> B {
    let spare = B::shelf(|shelf| shelf.try_borrow_mut().ok()?.take()).flatten();
    let mut buffer = spare.unwrap_or_default();
    buffer.empty();
    buffer.make_room(length);
    buffer
}

/// Keeps a buffer for the next text of this thread.
pub(super) fn give_back<B: Buffer>(buffer: B) {
    if buffer.room() == 0 || buffer.room() > LARGEST_KEPT {
        return;
    }
    // At the end of a thread there is no shelf, and nobody to keep it for.
    let _ = B::shelf(|shelf| {
        if let Ok(mut shelf) = shelf.try_borrow_mut() {
            *shelf = Some(buffer);
        }
    });
}

macro_rules! shelf {
    ($buffer:ty, $name:ident) => {
        thread_local! {
            static $name: RefCell<Option<$buffer>> = const { RefCell::new(None) };
        }

        impl Buffer for $buffer {
            fn empty(&mut self) {
                self.clear();
            }

            fn room(&self) -> usize {
                self.capacity()
            }

            fn make_room(&mut self, length: usize) {
                self.reserve(length);
            }

            fn shelf<T>(with: impl FnOnce(&RefCell<Option<Self>>) -> T) -> Option<T> {
                $name.try_with(with).ok()
            }
        }
    };
}

shelf!(String, NORM);
shelf!(Vec<Token>, TOKENS);
shelf!(Vec<Hit>, HITS);
shelf!(Vec<Mark>, MARKS);
