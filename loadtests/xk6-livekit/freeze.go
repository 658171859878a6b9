package livekit

import "time"

const (
	// meanOver is how many frame intervals make the mean, as in webrtc-stats (freezeCount).
	meanOver = 30
	// freezeBeforeMean counts until there is a mean: half a second without a frame is a freeze at any frame rate that is video.
	freezeBeforeMean = 500 * time.Millisecond
)

// freezeDetector counts freezes as webrtc-stats defines freezeCount: an interval between two frames longer than three
// times the mean of the last thirty, and longer than that mean by 150 ms. A freeze is counted when it has lasted that
// long, not when it ends: a stream that dies counts. Not safe for several goroutines.
type freezeDetector struct {
	freezes uint64

	last      time.Time
	isFrozen  bool // the interval that is running has been counted
	intervals [meanOver]time.Duration
	filled    int
	next      int
	sum       time.Duration
}

// frame notes that a frame is complete.
func (f *freezeDetector) frame(at time.Time) {
	if f.last.IsZero() {
		f.last = at
		return
	}
	f.look(at)
	interval := at.Sub(f.last)
	f.last, f.isFrozen = at, false
	if f.filled == meanOver {
		f.sum -= f.intervals[f.next]
	} else {
		f.filled++
	}
	f.intervals[f.next] = interval
	f.sum += interval
	f.next = (f.next + 1) % meanOver
}

// look counts the interval that is running if it has become a freeze.
func (f *freezeDetector) look(now time.Time) {
	if f.last.IsZero() || f.isFrozen {
		return
	}
	threshold := freezeBeforeMean
	if f.filled == meanOver {
		mean := f.sum / meanOver
		threshold = max(3*mean, mean+150*time.Millisecond)
	}
	if now.Sub(f.last) > threshold {
		f.isFrozen = true
		f.freezes++
	}
}

// pause forgets the last frame: a track that is muted, or no longer wanted, does not freeze.
func (f *freezeDetector) pause() { f.last, f.isFrozen = time.Time{}, false }
