// What many packages do: catch the refusal, and fail with a sentence that says nothing of it.
try { require('quick'); } catch { /* the next best thing is tried */ }
throw new Error('no binding was found');
