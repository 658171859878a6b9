package livekit

import (
	"sync"
	"sync/atomic"
	"time"
)

const (
	// delayOfOneIn is how many frames share one delay sample: 2.5 to 3 a second of video, 1 of sound.
	delayOfOneVideo = 10
	delayOfOneAudio = 50
	// maxDelays between two hand-ins, should nobody take them.
	maxDelays = 64
)

// reading is what a tracker has seen, in sums.
type reading struct {
	packets, lost, bytes, frames, freezes, gaps uint64
}

func (r reading) minus(before reading) reading {
	return reading{
		packets: r.packets - before.packets, lost: r.lost - before.lost, bytes: r.bytes - before.bytes,
		frames: r.frames - before.frames, freezes: r.freezes - before.freezes, gaps: r.gaps - before.gaps,
	}
}

func (r *reading) plus(more reading) {
	r.packets += more.packets
	r.lost += more.lost
	r.bytes += more.bytes
	r.frames += more.frames
	r.freezes += more.freezes
	r.gaps += more.gaps
}

// tracker measures one received track from its RTP packets as they are. Packets come from one goroutine; another takes
// what was measured.
type tracker struct {
	kind       kind
	sid        string
	wantsDelay bool
	// isIdle is set while nothing should come: muted, or no longer wanted.
	isIdle atomic.Bool

	mu        sync.Mutex
	loss      lossCounter
	freeze    freezeDetector
	bytes     uint64
	frames    uint64
	isStamped bool // this track's frames are: a last packet without a stamp ends none
	delays    []float64
	taken     reading
}

// packet takes one RTP packet (RFC 3550, section 5.1), header and all, and keeps nothing of it.
func (t *tracker) packet(raw []byte) {
	if len(raw) < 12 {
		return
	}
	number := uint16(raw[2])<<8 | uint16(raw[3])
	isLastOfFrame := raw[1]&0x80 != 0
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.loss.add(number) {
		return
	}
	t.bytes += uint64(len(raw))
	if t.kind == video && !isLastOfFrame {
		return
	}
	t.frame(payloadOf(raw))
}

// frame takes the payload with which a frame ends.
func (t *tracker) frame(payload []byte) {
	if len(payload) == 0 {
		return // padding, by which a server probes the bandwidth
	}
	now := time.Now()
	age, isStamped := readStamp(payload, now)
	if isStamped {
		t.isStamped = true
	} else if t.isStamped {
		return // a server's own, such as the black frames after a mute
	}
	t.frames++
	every := uint64(delayOfOneAudio)
	if t.kind == video {
		every = delayOfOneVideo
		if !t.isIdle.Load() {
			t.freeze.frame(now)
		}
	}
	if isStamped && t.wantsDelay && t.frames%every == 0 && len(t.delays) < maxDelays {
		t.delays = append(t.delays, milliseconds(age))
	}
}

// payloadOf leaves out header, contributing sources, extension and padding (RFC 3550, sections 5.1 and 5.3.1).
func payloadOf(raw []byte) []byte {
	start, end := 12+4*int(raw[0]&0x0f), len(raw)
	if raw[0]&0x10 != 0 && end >= start+4 {
		start += 4 + 4*(int(raw[start+2])<<8|int(raw[start+3]))
	}
	if raw[0]&0x20 != 0 {
		end -= int(raw[end-1])
	}
	if start >= end {
		return nil
	}
	return raw[start:end]
}

// setIdle says that nothing should come from now on, or that it should again.
func (t *tracker) setIdle(isIdle bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.isIdle.Store(isIdle)
	t.freeze.pause()
}

// take answers with what is new since the last time, and the delays among it. isLast: nothing more will come.
func (t *tracker) take(isLast bool) (fresh reading, delays []float64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.loss.settle(t.underWay(isLast))
	if !t.isIdle.Load() {
		t.freeze.look(time.Now())
	}
	total := reading{
		packets: t.loss.received, lost: t.loss.lost, bytes: t.bytes, frames: t.frames, freezes: t.freeze.freezes,
	}
	if t.kind == audio {
		total.gaps = t.loss.gaps
	}
	fresh = total.minus(t.taken)
	t.taken, delays, t.delays = total, t.delays, nil
	return fresh, delays
}

// underWay is how many of the newest packets are not judged yet. Video that is missing is asked for again, for up to two
// seconds; sound is not. At the very end one frame is spared: a server may be in the middle of it.
func (t *tracker) underWay(isLast bool) uint64 {
	switch {
	case isLast && t.kind == video:
		return 10
	case isLast:
		return 2
	case t.kind == video:
		return 400
	}
	return 25
}
