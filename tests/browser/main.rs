//! What does a reader see, in real browsers?
