package livekit

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4/pkg/media"

	"github.com/sabha/xk6-livekit/synthetic"
)

const (
	keyFrameEvery  = 10 * time.Second
	audioFrame     = 20 * time.Millisecond
	dtxOneFrameIn  = 20 // RFC 7587, section 3.1.3: every 400 ms while silent
	speakingLevel  = 20 // -dBov, RFC 6464: a clear voice
	silentLevel    = 127
	minAudioPacket = stampLength + 8
)

// source is what the SDK asks for one frame after the other, at the frames' pace. A frame without bytes sends nothing.
type source interface {
	setMuted(isMuted bool)
}

// videoSource gives stamped frames. Every frame is written over the last of its kind: the SDK has copied that by then.
type videoSource struct {
	frames    synthetic.Video
	interval  time.Duration
	lastKey   time.Time
	keyWanted atomic.Bool
	isMuted   atomic.Bool
}

func newVideoSource(frames synthetic.Video, fps int) *videoSource {
	return &videoSource{frames: frames, interval: time.Second / time.Duration(fps)}
}

// NextSample is called by the SDK's writer alone.
func (s *videoSource) NextSample(context.Context) (media.Sample, error) {
	if s.isMuted.Load() {
		return media.Sample{Duration: s.interval}, nil
	}
	now := time.Now()
	isKey := s.keyWanted.Swap(false) || now.Sub(s.lastKey) >= keyFrameEvery
	if isKey {
		s.lastKey = now
	}
	frame := s.frames.Frame(isKey)
	putStamp(frame, now)
	return media.Sample{Data: frame, Duration: s.interval}, nil
}

// feedback makes the next frame a key frame where a receiver asks for one.
func (s *videoSource) feedback(packet rtcp.Packet) {
	switch packet.(type) {
	case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
		s.keyWanted.Store(true)
	}
}

func (s *videoSource) setMuted(isMuted bool) {
	s.isMuted.Store(isMuted)
	s.keyWanted.Store(true)
}

// OnBind is called when a connection begins to take frames, and again after a reconnect.
func (s *videoSource) OnBind() error { s.keyWanted.Store(true); return nil }
func (*videoSource) OnUnbind() error { return nil }
func (*videoSource) Close() error    { return nil }

// audioSource gives stamped packets of 20 ms, and the level that servers find active speakers by.
type audioSource struct {
	packets  synthetic.Audio
	isSilent bool
	withDTX  bool
	count    int
	isMuted  atomic.Bool
}

func newAudioSource(o audioOptions) *audioSource {
	size := max(minAudioPacket, o.Bitrate/8/int(time.Second/audioFrame))
	return &audioSource{packets: synthetic.NewOpus(size), isSilent: o.Silent, withDTX: o.DTX}
}

// NextSample is called by the SDK's writer alone.
func (s *audioSource) NextSample(context.Context) (media.Sample, error) {
	s.count++
	isSkipped := s.withDTX && s.isSilent && s.count%dtxOneFrameIn != 0
	if s.isMuted.Load() || isSkipped {
		return media.Sample{Duration: audioFrame}, nil
	}
	packet := s.packets.Packet()
	putStamp(packet, time.Now())
	return media.Sample{Data: packet, Duration: audioFrame}, nil
}

// CurrentAudioLevel is sent with each packet, in -dBov.
func (s *audioSource) CurrentAudioLevel() uint8 {
	if s.isSilent {
		return silentLevel
	}
	return speakingLevel
}

func (s *audioSource) setMuted(isMuted bool) { s.isMuted.Store(isMuted) }
func (*audioSource) OnBind() error           { return nil }
func (*audioSource) OnUnbind() error         { return nil }
func (*audioSource) Close() error            { return nil }
