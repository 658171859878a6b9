package livekit

import (
	"time"

	"github.com/pion/webrtc/v4"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// How many packets at the end of a stream may still be under way, or be asked for again: two seconds of video, one of sound.
const (
	videoUnderWay = 400
	audioUnderWay = 50
	lastUnderWay  = 5
	// bitrateEvery is how often a participant's video bitrate is recorded.
	bitrateEvery = 5 * time.Second
)

type receivedTrack struct {
	tracker *tracker
	before  reading
}

// receive reads packets as they are, into one buffer that is used again: nothing is decoded.
func (r *room) receive(track *webrtc.TrackRemote, publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
	one := &receivedTrack{tracker: &tracker{isVideo: track.Kind() == webrtc.RTPCodecTypeVideo}}
	r.mu.Lock()
	r.received[publication.SID()] = one
	r.mu.Unlock()
	r.policy.subscribed(publication)
	r.readers.Add(1)
	go func() {
		defer r.readers.Done()
		buffer := make([]byte, 1500)
		for {
			n, _, err := track.Read(buffer)
			if err != nil {
				return
			}
			now := time.Now()
			one.tracker.packet(buffer[:n], now)
			if !r.firstMedia.Load() && r.firstMedia.CompareAndSwap(false, true) {
				r.record.add(r.record.instruments.firstMediaDuration, millis(now.Sub(r.startedAt)))
			}
		}
	}()
}

func (r *room) stopReceiving(_ *webrtc.TrackRemote, publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if one, ok := r.received[publication.SID()]; ok {
		r.handIn(one, lastUnderWay)
		delete(r.received, publication.SID())
	}
}

// flush hands in what is new of everything received and sent.
func (r *room) flush(isLast bool) {
	participants := len(r.room.GetRemoteParticipants()) + 1 // before our own lock: the SDK calls us while it holds its own
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.left:
		return
	default:
	}
	for _, one := range r.received {
		underWay := uint64(audioUnderWay)
		if one.tracker.isVideo {
			underWay = videoUnderWay
		}
		if isLast {
			underWay = lastUnderWay
		}
		r.handIn(one, underWay)
	}
	if !isLast {
		r.noteSilence()
	}
	r.handInVideoBitrate()
	r.handInSent()
	r.record.add(r.record.instruments.participants, float64(participants))
}

func (r *room) handIn(one *receivedTrack, underWay uint64) {
	kind := "audio"
	if one.tracker.isVideo {
		kind = "video"
	}
	fresh := one.tracker.take(&one.before, underWay)
	i := r.record.instruments
	r.record.count(i.packetsReceived, fresh.packets, "kind", kind)
	r.record.count(i.packetsLost, fresh.lost, "kind", kind)
	r.record.count(i.bytesReceived, fresh.bytes, "kind", kind)
	r.record.count(i.framesReceived, fresh.frames, "kind", kind)
	r.record.count(i.freezes, fresh.freezes)
	r.record.count(i.audioGaps, fresh.gaps)
	if expected := fresh.packets + fresh.lost; expected > 0 {
		r.record.add(i.loss, 100*float64(fresh.lost)/float64(expected), "kind", kind)
	}
	for _, delay := range fresh.delays {
		r.record.add(i.frameDelay, millis(delay), "kind", kind)
	}
	r.totals.packets += fresh.packets
	r.totals.bytes += fresh.bytes
	r.totals.lost += fresh.lost
	r.totals.freezes += fresh.freezes
	if one.tracker.isVideo {
		r.totals.videoFrames += fresh.frames
		r.totals.videoBytes += fresh.bytes
	}
}

// noteSilence counts seconds in which nothing at all came to somebody to whom something came before: a server that is gone
// loses no packets, for none are sent, and freezes no picture, for no later frame tells of it.
func (r *room) noteSilence() {
	now := time.Now()
	if r.totals.packets != r.packetsAt || !r.firstMedia.Load() {
		r.packetsAt, r.silentSince = r.totals.packets, now
		return
	}
	if now.Sub(r.silentSince) >= time.Second {
		r.record.add(r.record.instruments.silence, 1)
		r.silentSince = now
	}
}

// handInVideoBitrate records what all videos of this participant brought together, over the last five seconds.
func (r *room) handInVideoBitrate() {
	now := time.Now()
	if r.bitrateSince.IsZero() {
		if r.totals.videoBytes > 0 {
			r.bitrateSince, r.bitrateBytes = now, r.totals.videoBytes
		}
		return
	}
	passed := now.Sub(r.bitrateSince)
	if passed < bitrateEvery {
		return
	}
	bits := float64(r.totals.videoBytes-r.bitrateBytes) * 8
	r.record.add(r.record.instruments.videoBitrate, bits/1000/passed.Seconds())
	r.bitrateSince, r.bitrateBytes = now, r.totals.videoBytes
}
