package livekit

import (
	"bytes"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"github.com/sabha/xk6-livekit/synthetic"
)

const mtu = 1188

// lastPacket is what the last packet of a frame carries, as the SDK sends it.
func lastPacket(payloader rtp.Payloader, frame []byte) []byte {
	payloads := payloader.Payload(mtu, frame)
	return payloads[len(payloads)-1]
}

func TestStampSurvivesPayloadingAtTheEndOfTheLastPacket(t *testing.T) {
	sentAt := time.Now()
	for name, test := range map[string]struct {
		frame     []byte
		payloader rtp.Payloader
	}{
		"vp8 key":    {synthetic.NewVP8(1280, 720, 8000).Frame(true), &codecs.VP8Payloader{EnablePictureID: true}},
		"vp8 delta":  {synthetic.NewVP8(1280, 720, 8000).Frame(false), &codecs.VP8Payloader{EnablePictureID: true}},
		"vp9 key":    {synthetic.NewVP9(1280, 720, 8000).Frame(true), &codecs.VP9Payloader{}},
		"vp9 delta":  {synthetic.NewVP9(1280, 720, 8000).Frame(false), &codecs.VP9Payloader{}},
		"h264 key":   {synthetic.NewH264(8000).Frame(true), &codecs.H264Payloader{}},
		"h264 delta": {synthetic.NewH264(8000).Frame(false), &codecs.H264Payloader{}},
		"h264 small": {synthetic.NewH264(100).Frame(false), &codecs.H264Payloader{}},
		"opus":       {synthetic.NewOpus(80).Packet(), &codecs.OpusPayloader{}},
	} {
		t.Run(name, func(t *testing.T) {
			putStamp(test.frame, sentAt)
			age, isStamped := readStamp(lastPacket(test.payloader, test.frame), sentAt.Add(42*time.Millisecond))
			if !isStamped || age.Round(time.Millisecond) != 42*time.Millisecond {
				t.Fatalf("age %v, stamped %v; want 42ms, true", age, isStamped)
			}
		})
	}
}

// What a stamp says must not depend on when it was made: every bit of the time has its place.
func TestStampHoldsEveryInstant(t *testing.T) {
	for _, micros := range []int64{0, 1, 0x7f, 0x80, 1 << 49, 1<<62 + 12345} {
		frame, at := make([]byte, stampLength), time.UnixMicro(micros)
		putStamp(frame, at)
		if age, ok := readStamp(frame, at); !ok || age != 0 {
			t.Errorf("%d µs: age %v, stamped %v; want 0, true", micros, age, ok)
		}
		if at := bytes.IndexFunc(frame, func(r rune) bool { return r < 0x80 }); at >= 0 {
			t.Errorf("%d µs: byte %d is %#x: it could be part of a start code", micros, at, frame[at])
		}
	}
}

func TestWhatHasNoStampIsNotRead(t *testing.T) {
	stamped := make([]byte, 100)
	putStamp(stamped, time.Now())
	wrongMagic := append([]byte(nil), stamped...)
	wrongMagic[100-stampLength+5] ^= 1
	for name, payload := range map[string][]byte{
		"nothing":       nil,
		"short":         stamped[100-stampLength+1:],
		"cut":           stamped[:99],
		"filler":        synthetic.NewVP8(640, 360, 1000).Frame(false),
		"another magic": wrongMagic,
	} {
		if _, ok := readStamp(payload, time.Now()); ok {
			t.Errorf("%s: read as a stamp", name)
		}
	}
}
