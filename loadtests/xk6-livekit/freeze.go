package livekit

import "time"

// freezeDetector counts freezes as WebRTC's statistics do (webrtc-stats, freezeCount): a frame that comes later than three
// times the mean interval of the last thirty, and at least 150 ms later than it.
type freezeDetector struct {
	last      time.Time
	intervals [30]time.Duration
	filled    int
	next      int
	sum       time.Duration
	freezes   uint64
}

func (f *freezeDetector) frame(at time.Time) {
	defer func() { f.last = at }()
	if f.last.IsZero() {
		return
	}
	interval := at.Sub(f.last)
	if f.filled == len(f.intervals) {
		mean := f.sum / time.Duration(len(f.intervals))
		if interval > max(3*mean, mean+150*time.Millisecond) {
			f.freezes++
		}
		f.sum -= f.intervals[f.next]
	} else {
		f.filled++
	}
	f.intervals[f.next] = interval
	f.sum += interval
	f.next = (f.next + 1) % len(f.intervals)
}

// pause forgets the last frame: what is muted does not freeze.
func (f *freezeDetector) pause() { f.last = time.Time{} }
