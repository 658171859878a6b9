package synthetic

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/pion/rtp/codecs"
	"github.com/pion/rtp/codecs/vp9"
)

const mtu = 1188

func TestVP8IsReadAsWhatItIs(t *testing.T) {
	frames := NewVP8(1280, 720, 8000)
	for isKey, want := range map[bool]byte{true: 0, false: 1} {
		payloads := (&codecs.VP8Payloader{EnablePictureID: true}).Payload(mtu, frames.Frame(isKey))
		var packet codecs.VP8Packet
		payload, err := packet.Unmarshal(payloads[0])
		if err != nil {
			t.Fatal(err)
		}
		if packet.S != 1 || payload[0]&1 != want {
			t.Errorf("key %v: start %d, frame tag %#x", isKey, packet.S, payload[0])
		}
		if !isKey {
			continue
		}
		width, height := binary.LittleEndian.Uint16(payload[6:]), binary.LittleEndian.Uint16(payload[8:])
		if !bytes.Equal(payload[3:6], []byte{0x9d, 0x01, 0x2a}) || width != 1280 || height != 720 {
			t.Errorf("key frame of %dx%d after % x", width, height, payload[3:6])
		}
	}
}

func TestVP9IsReadAsWhatItIs(t *testing.T) {
	frames := NewVP9(1920, 1080, 8000)
	for _, isKey := range []bool{true, false} {
		var header vp9.Header
		if err := header.Unmarshal(frames.Frame(isKey)); err != nil {
			t.Fatal(err)
		}
		if header.NonKeyFrame == isKey || !header.ShowFrame {
			t.Errorf("key %v: %+v", isKey, header)
		}
		if isKey && (header.Width() != 1920 || header.Height() != 1080) {
			t.Errorf("key frame of %dx%d", header.Width(), header.Height())
		}
		payloads := (&codecs.VP9Payloader{}).Payload(mtu, frames.Frame(isKey))
		var packet codecs.VP9Packet
		if _, err := packet.Unmarshal(payloads[0]); err != nil {
			t.Fatal(err)
		}
		if packet.P == isKey || !packet.B {
			t.Errorf("key %v: predicted %v, beginning %v", isKey, packet.P, packet.B)
		}
	}
}

func TestH264BeginsAKeyFrameWithItsParameterSets(t *testing.T) {
	const stapA, fuA, idr, slice = 24, 28, 5, 1
	frames := NewH264(8000)
	payloader := &codecs.H264Payloader{}
	key := payloader.Payload(mtu, frames.Frame(true))
	if unit := key[0][0] & 0x1f; unit != stapA {
		t.Fatalf("the first packet of a key frame is of type %d; want a STAP-A with SPS and PPS", unit)
	}
	if first := key[0][3] & 0x1f; first != 7 {
		t.Errorf("the STAP-A begins with type %d; want an SPS", first)
	}
	if unit, of := key[1][0]&0x1f, key[1][1]&0x1f; unit != fuA || of != idr {
		t.Errorf("then type %d of %d; want FU-A of an IDR slice", unit, of)
	}
	delta := payloader.Payload(mtu, frames.Frame(false))
	if unit, of := delta[0][0]&0x1f, delta[0][1]&0x1f; unit != fuA || of != slice {
		t.Errorf("type %d of %d; want FU-A of a slice", unit, of)
	}
}

func TestFramesHaveTheSizeThatWasAsked(t *testing.T) {
	for name, frames := range map[string]Video{"vp8": NewVP8(640, 360, 5000), "vp9": NewVP9(640, 360, 5000), "h264": NewH264(5000)} {
		if delta, key := len(frames.Frame(false)), len(frames.Frame(true)); delta != 5000 || key != 15_000 {
			t.Errorf("%s: %d and %d bytes; want 5000 and 15000", name, delta, key)
		}
	}
	if size := len(NewOpus(80).Packet()); size != 80 {
		t.Errorf("%d bytes of sound; want 80", size)
	}
}

// The tail is the caller's: no header may reach into it, in frames however small.
func TestTailIsFiller(t *testing.T) {
	want := bytes.Repeat([]byte{filler}, TailLength)
	for name, one := range map[string][]byte{
		"vp8": NewVP8(64, 64, 1).Frame(true), "vp9": NewVP9(64, 64, 1).Frame(true),
		"h264": NewH264(1).Frame(true), "h264 delta": NewH264(1).Frame(false), "opus": NewOpus(1).Packet(),
	} {
		if !bytes.Equal(one[len(one)-TailLength:], want) {
			t.Errorf("%s ends with % x", name, one[len(one)-TailLength:])
		}
	}
}
