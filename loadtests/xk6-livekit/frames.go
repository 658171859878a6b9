package livekit

import (
	"context"
	"encoding/binary"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4/pkg/media"
)

const (
	keyFrameEvery = 10 * time.Second
	audioFrame    = 20 * time.Millisecond
	// fillerByte has its top bit set, so that filler holds no start code of H.264.
	fillerByte = 0xaa
)

// videoFrames makes frames that a media server takes for those of a camera: right headers, filler, and a stamp. The SDK asks
// for one after the other and paces them; it stops asking while the track is muted or wanted by nobody (dynacast).
type videoFrames struct {
	makeFrame   func(size int, isKey bool) []byte
	bytes       int
	interval    time.Duration
	lastKey     time.Time
	keyWanted   atomic.Bool
	framesSent  atomic.Uint64
	bytesSent   atomic.Uint64
	packetsSent atomic.Uint64
}

func newVideoFrames(codec string, o videoOptions) *videoFrames {
	makeFrame := vp8Frame(o.Width, o.Height)
	if codec == "h264" {
		makeFrame = h264Frame
	}
	return &videoFrames{
		makeFrame: makeFrame,
		bytes:     max(200, o.Bitrate/8/o.FPS),
		interval:  time.Second / time.Duration(o.FPS),
	}
}

func (v *videoFrames) NextSample(context.Context) (media.Sample, error) {
	now := time.Now()
	isKey := v.keyWanted.Swap(false) || now.Sub(v.lastKey) >= keyFrameEvery
	size := v.bytes
	if isKey {
		v.lastKey = now
		size *= 3 // an intra frame is several times as large as the others
	}
	frame := v.makeFrame(size, isKey)
	putStamp(frame, now)
	v.framesSent.Add(1)
	v.bytesSent.Add(uint64(len(frame)))
	v.packetsSent.Add(uint64(len(frame)/mediaBytesPerPacket + 1))
	return media.Sample{Data: frame, Duration: v.interval}, nil
}

func (v *videoFrames) OnBind() error   { v.keyWanted.Store(true); return nil }
func (v *videoFrames) OnUnbind() error { return nil }
func (v *videoFrames) Close() error    { return nil }

// mediaBytesPerPacket is about what the SDK puts into one RTP packet.
const mediaBytesPerPacket = 1150

// vp8Frame writes the header of RFC 6386, section 9.1: the frame tag, and in a key frame start code and size.
func vp8Frame(width, height int) func(int, bool) []byte {
	return func(size int, isKey bool) []byte {
		frame := filler(size)
		if !isKey {
			frame[0] = 0x11
			return frame
		}
		copy(frame, []byte{0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a})
		binary.LittleEndian.PutUint16(frame[6:], uint16(width))
		binary.LittleEndian.PutUint16(frame[8:], uint16(height))
		return frame
	}
}

var (
	startCode = []byte{0, 0, 0, 1}
	// Baseline 3.1, 1280x720: what it says does not matter to a server, that a key frame has it does.
	h264SPS = []byte{0x67, 0x42, 0xe0, 0x1f, 0x8c, 0x8d, 0x40, 0x50, 0x1e, 0xd0, 0x0f, 0x08, 0x84, 0x6a}
	h264PPS = []byte{0x68, 0xce, 0x3c, 0x80}
)

// h264Frame writes one access unit (ITU-T H.264, annex B): in a key frame SPS, PPS and an IDR slice, else a plain slice.
func h264Frame(size int, isKey bool) []byte {
	var frame []byte
	if isKey {
		for _, unit := range [][]byte{h264SPS, h264PPS} {
			frame = append(append(frame, startCode...), unit...)
		}
	}
	slice := filler(size)
	slice[0] = 0x41
	if isKey {
		slice[0] = 0x65
	}
	return append(append(frame, startCode...), slice...)
}

func filler(size int) []byte {
	frame := make([]byte, size)
	for i := range frame {
		frame[i] = fillerByte
	}
	return frame
}

// audioFrames makes 20 ms frames of Opus: a server looks at their size and at the level beside them, not into them.
type audioFrames struct {
	bytes       int
	isSpeaking  atomic.Bool
	framesSent  atomic.Uint64
	bytesSent   atomic.Uint64
	packetsSent atomic.Uint64
}

func newAudioFrames(o audioOptions) *audioFrames {
	frames := &audioFrames{bytes: max(stampLength+8, o.Bitrate/8/50)}
	frames.isSpeaking.Store(!o.Silent)
	return frames
}

func (a *audioFrames) NextSample(context.Context) (media.Sample, error) {
	frame := filler(a.bytes)
	frame[0] = 0x78 // RFC 6716, section 3.1: CELT, fullband, 20 ms, mono, one frame
	putStamp(frame, time.Now())
	a.framesSent.Add(1)
	a.packetsSent.Add(1)
	a.bytesSent.Add(uint64(len(frame)))
	return media.Sample{Data: frame, Duration: audioFrame}, nil
}

// CurrentAudioLevel is in -dBov (RFC 6464): 20 is a clear voice, 127 is silence.
func (a *audioFrames) CurrentAudioLevel() uint8 {
	if a.isSpeaking.Load() {
		return 20
	}
	return 127
}

func (a *audioFrames) OnBind() error   { return nil }
func (a *audioFrames) OnUnbind() error { return nil }
func (a *audioFrames) Close() error    { return nil }
