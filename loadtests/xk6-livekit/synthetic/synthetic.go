// Package synthetic makes frames that a media server takes for those of a camera or microphone: headers that say what a
// server reads of them, and filler for the rest. No decoder is meant to make a picture of them.
//
// A source owns its buffers: what Frame returns is valid until its next call. Callers may write over the last TailLength
// bytes of a frame.
package synthetic

const (
	// TailLength is how many bytes at the end of every frame are filler, for a caller's own use.
	TailLength = 16
	// keySize is how many times larger a key frame is than the others.
	keySize = 3
	// minSize has room for every header here, and the tail.
	minSize = 64
	// filler has its top bit set: it can be no part of a start code (ITU-T H.264, annex B).
	filler = 0xaa
)

// Video makes the frames of one video, in encoding order.
type Video interface {
	// Frame returns the next access unit. A key frame is one that a receiver can begin with.
	Frame(isKey bool) []byte
}

// pair is a key frame and another, made once: they differ from frame to frame only in their tail.
type pair struct{ key, delta []byte }

func (p pair) Frame(isKey bool) []byte {
	if isKey {
		return p.key
	}
	return p.delta
}

func newPair(size int, keyHeader, deltaHeader []byte) pair {
	size = max(size, minSize)
	return pair{key: frame(size*keySize, keyHeader), delta: frame(size, deltaHeader)}
}

func frame(size int, header []byte) []byte {
	made := make([]byte, size)
	for i := copy(made, header); i < size; i++ {
		made[i] = filler
	}
	return made
}
