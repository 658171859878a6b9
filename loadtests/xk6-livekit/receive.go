package livekit

import (
	"time"

	"github.com/pion/webrtc/v4"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

// largestPacket fits an Ethernet frame.
const largestPacket = 1500

// trackSubscribed begins to read a track. Packets are read as they are into one buffer that is used again: nothing is
// decoded, and nothing is allocated for each.
func (r *room) trackSubscribed(track *webrtc.TrackRemote, publication *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
	one := &tracker{kind: audio, sid: publication.SID(), wantsDelay: r.wantsDelay}
	if track.Kind() == webrtc.RTPCodecTypeVideo {
		one.kind = video
	}
	one.isIdle.Store(publication.IsMuted())
	r.mu.Lock()
	r.received[one] = struct{}{}
	r.mu.Unlock()
	go r.read(track, one)
}

func (r *room) read(track *webrtc.TrackRemote, one *tracker) {
	buffer := make([]byte, largestPacket)
	isFirst := true
	for {
		n, _, err := track.Read(buffer)
		if err != nil {
			break
		}
		one.packet(buffer[:n])
		if isFirst {
			isFirst = false
			r.noteMedia()
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finish(one)
}

// finish takes leave of a track, once. With the room's lock held.
func (r *room) finish(one *tracker) {
	if _, ok := r.received[one]; ok {
		r.account(one, true)
		delete(r.received, one)
	}
}

// stopReceiving is told when whoever sends a track took it away, or left. Its stream may stay open, without packets.
func (r *room) stopReceiving(sid string) {
	for _, one := range r.trackersOf(sid) {
		one.setIdle(true)
		r.mu.Lock()
		r.finish(one)
		r.mu.Unlock()
	}
}

// noteMedia is told of the first packet of each track.
func (r *room) noteMedia() {
	if r.hasMedia.CompareAndSwap(false, true) {
		r.record.add(r.metrics.firstMediaDuration, milliseconds(time.Since(r.startedAt)))
	}
	select {
	case r.mediaFlows <- struct{}{}:
	default:
	}
}

// trackersOf answers with the trackers of a track: two for a moment when it comes anew.
func (r *room) trackersOf(sid string) (found []*tracker) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for one := range r.received {
		if one.sid == sid {
			found = append(found, one)
		}
	}
	return found
}

func (r *room) setIdle(sid string, isIdle bool) {
	for _, one := range r.trackersOf(sid) {
		one.setIdle(isIdle)
	}
}

// account moves what is new of one track into this participant's sums. With the room's lock held.
func (r *room) account(one *tracker, isLast bool) {
	fresh, delays := one.take(isLast)
	r.fresh[one.kind].plus(fresh)
	for _, delay := range delays {
		r.record.addKind(r.metrics.frameDelay, one.kind, delay)
	}
}

// collect records what all tracks brought since the last time.
func (r *room) collect(isLast bool) {
	isConnected := r.sdk.ConnectionState() == lksdk.ConnectionStateConnected
	r.mu.Lock()
	defer r.mu.Unlock()
	for one := range r.received {
		r.account(one, isLast)
	}
	if !isLast {
		r.noteSilence(isConnected)
	}
	for k := range kinds {
		r.recordReceived(k, r.fresh[k])
		r.totals[k].plus(r.fresh[k])
		r.fresh[k] = reading{}
	}
	r.recordBitrate()
}

// noteSilence counts seconds in which nothing at all came of what should be coming: a server that is gone loses no packet,
// for it sends none. While the connection is away, what was wanted before is wanted still. With the room's lock held.
func (r *room) noteSilence(isConnected bool) {
	if isConnected {
		r.isSomethingWanted = r.isWanted(audio) || r.isWanted(video)
	}
	now := time.Now()
	if r.fresh[audio].packets+r.fresh[video].packets > 0 || !r.hasMedia.Load() || !r.isSomethingWanted {
		r.silentSince = now
	} else if now.Sub(r.silentSince) >= 900*time.Millisecond { // a second by the ticker, which is never exact
		r.silentSince = now
		r.record.add(r.metrics.silence, 1)
	}
}

func (r *room) recordReceived(k kind, fresh reading) {
	expected := fresh.packets + fresh.lost
	if expected == 0 && fresh.freezes == 0 {
		return
	}
	m := r.metrics
	r.record.addKind(m.packetsReceived, k, float64(fresh.packets))
	r.record.addKind(m.packetsLost, k, float64(fresh.lost))
	r.record.addKind(m.bytesReceived, k, float64(fresh.bytes))
	r.record.addKind(m.framesReceived, k, float64(fresh.frames))
	if expected > 0 {
		r.record.addKind(m.loss, k, 100*float64(fresh.lost)/float64(expected))
	}
	if k == video {
		r.record.addKind(m.freezes, k, float64(fresh.freezes))
	} else {
		r.record.addKind(m.audioGaps, k, float64(fresh.gaps))
	}
}

// bitrateEvery is how long a window of livekit_video_bitrate is.
const bitrateEvery = 5 * time.Second

// recordBitrate records what all videos together brought over a whole window, from the first packet of video on. With
// the room's lock held.
func (r *room) recordBitrate() {
	now, bytes := time.Now(), r.totals[video].bytes
	if r.bitrateSince.IsZero() {
		if bytes > 0 {
			r.bitrateSince, r.bitrateBytes = now, bytes
		}
		return
	}
	passed := now.Sub(r.bitrateSince)
	if passed < bitrateEvery {
		return
	}
	if r.isWanted(video) {
		r.record.add(r.metrics.videoBitrate, float64(bytes-r.bitrateBytes)*8/1000/passed.Seconds())
	}
	r.bitrateSince, r.bitrateBytes = now, bytes
}

// isWanted says whether something of that kind should be coming. With the room's lock held.
func (r *room) isWanted(k kind) bool {
	for one := range r.received {
		if one.kind == k && !one.isIdle.Load() {
			return true
		}
	}
	return false
}
