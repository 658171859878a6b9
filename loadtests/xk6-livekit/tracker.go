package livekit

import (
	"sync"
	"time"
)

// sampleEvery is how many frames pass between two whose delay is recorded: 2.5 a second of video, 1 of sound.
const (
	sampleVideoEvery = 10
	sampleAudioEvery = 50
)

// tracker measures one received track. Packets come from one goroutine, and are taken account of by another.
type tracker struct {
	isVideo bool

	mu       sync.Mutex
	sequence sequence
	freeze   freezeDetector
	packets  uint64
	bytes    uint64
	frames   uint64
	gaps     uint64
	delays   []time.Duration
	lastSeq  uint16
	hasSeq   bool
}

// packet takes a whole RTP packet (RFC 3550, section 5.1) as it was read, and keeps nothing of it.
func (t *tracker) packet(raw []byte, now time.Time) {
	if len(raw) < 12 {
		return
	}
	number := uint16(raw[2])<<8 | uint16(raw[3])
	isLastOfFrame := raw[1]&0x80 != 0
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.sequence.add(number) {
		return // it came before, or far too late
	}
	t.packets++
	t.bytes += uint64(len(raw))
	if t.isVideo && !isLastOfFrame {
		return
	}
	payload := payloadOf(raw)
	delay, isStamped := readStamp(payload, now)
	if t.isVideo && !isStamped {
		return // padding that probes the bandwidth ends no frame
	}
	t.frames++
	every := uint64(sampleAudioEvery)
	if t.isVideo {
		every = sampleVideoEvery
		t.freeze.frame(now)
	} else {
		t.noteGap(number)
	}
	if isStamped && t.frames%every == 1 && len(t.delays) < 64 {
		t.delays = append(t.delays, delay)
	}
}

// noteGap counts where three frames of sound in a row or more are missing: what an ear hears as a gap, and no concealment hides.
func (t *tracker) noteGap(number uint16) {
	if ahead := int16(number - t.lastSeq); t.hasSeq && ahead > 3 {
		t.gaps++
	} else if t.hasSeq && ahead <= 0 {
		return
	}
	t.lastSeq, t.hasSeq = number, true
}

// payloadOf skips header, contributing sources and extension, and leaves padding out (RFC 3550, sections 5.1 and 5.3.1).
func payloadOf(raw []byte) []byte {
	start := 12 + 4*int(raw[0]&0x0f)
	if raw[0]&0x10 != 0 && len(raw) >= start+4 {
		start += 4 + 4*(int(raw[start+2])<<8|int(raw[start+3]))
	}
	end := len(raw)
	if raw[0]&0x20 != 0 {
		end -= int(raw[end-1])
	}
	if start > end {
		return nil
	}
	return raw[start:end]
}

// reading is what a tracker saw since it was asked last.
type reading struct {
	packets, lost, bytes, frames, freezes, gaps uint64
	delays                                      []time.Duration
}

// take answers with what is new. underWay: how many packets at the end may still be coming; 0 at the very end.
func (t *tracker) take(before *reading, underWay uint64) reading {
	t.mu.Lock()
	defer t.mu.Unlock()
	total := reading{packets: t.packets, bytes: t.bytes, frames: t.frames, freezes: t.freeze.freezes, gaps: t.gaps}
	total.lost = t.sequence.lost + t.sequence.missing(underWay)
	fresh := reading{
		packets: total.packets - before.packets,
		bytes:   total.bytes - before.bytes,
		frames:  total.frames - before.frames,
		freezes: total.freezes - before.freezes,
		gaps:    total.gaps - before.gaps,
		delays:  t.delays,
	}
	if total.lost > before.lost {
		fresh.lost = total.lost - before.lost
	} else {
		total.lost = before.lost // a gap was filled after it had been told: what was told stays told
	}
	t.delays = nil
	*before = total
	return fresh
}
