package livekit

import (
	"bytes"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
)

func TestStampSaysWhenItWasPut(t *testing.T) {
	frame := filler(100)
	sent := time.UnixMicro(1_795_000_000_123_456)
	putStamp(frame, sent)
	delay, ok := readStamp(frame, sent.Add(42*time.Millisecond))
	if !ok || delay != 42*time.Millisecond {
		t.Errorf("delay %v, %v; want 42ms", delay, ok)
	}
	if _, ok := readStamp(filler(100), sent); ok {
		t.Error("filler was taken for a stamp")
	}
	if _, ok := readStamp(frame[90:], sent); ok {
		t.Error("half a stamp was taken for one")
	}
}

func TestStampHoldsNoStartCode(t *testing.T) {
	for micros := int64(0); micros < 1<<62; micros = micros*3 + 1 {
		frame := filler(20)
		putStamp(frame, time.UnixMicro(micros))
		for _, b := range frame {
			if b < 0x80 {
				t.Fatalf("a byte without top bit at %d", micros)
			}
		}
	}
}

// packetsOf sends a frame as the SDK does.
func packetsOf(frame []byte, payloader rtp.Payloader) []*rtp.Packet {
	return rtp.NewPacketizer(1200, 96, 7, payloader, rtp.NewFixedSequencer(1), 90_000).Packetize(frame, 3000)
}

func TestVP8FramesAreWhatTheySayTheyAre(t *testing.T) {
	make8 := vp8Frame(1280, 720)
	for _, isKey := range []bool{true, false} {
		frame := make8(5000, isKey)
		putStamp(frame, time.Now())
		packets := packetsOf(frame, &codecs.VP8Payloader{EnablePictureID: true})
		var whole []byte
		for _, packet := range packets {
			depacketizer := &codecs.VP8Packet{}
			payload, err := depacketizer.Unmarshal(packet.Payload)
			if err != nil {
				t.Fatal(err)
			}
			whole = append(whole, payload...)
		}
		if isKeyFrame := whole[0]&1 == 0; isKeyFrame != isKey {
			t.Errorf("key frame %v; want %v", isKeyFrame, isKey)
		}
		if isKey && !bytes.Equal(whole[3:10], []byte{0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x02}) {
			t.Errorf("start code and size are % x", whole[3:10])
		}
		last := packets[len(packets)-1]
		if _, ok := readStamp(last.Payload, time.Now()); !ok || !last.Marker {
			t.Error("the last packet does not end with the stamp")
		}
	}
}

func TestH264KeyFramesBringTheirParameters(t *testing.T) {
	frame := h264Frame(5000, true)
	putStamp(frame, time.Now())
	packets := packetsOf(frame, &codecs.H264Payloader{})
	if kind := packets[0].Payload[0] & 0x1f; kind != 24 {
		t.Errorf("the first packet is of type %d; want a STAP-A (24) with SPS and PPS", kind)
	}
	depacketizer := &codecs.H264Packet{}
	var whole []byte
	for _, packet := range packets {
		payload, err := depacketizer.Unmarshal(packet.Payload)
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, payload...)
	}
	for _, unit := range [][]byte{h264SPS, h264PPS, {0x65, fillerByte}} {
		if !bytes.Contains(whole, unit) {
			t.Errorf("% x is missing", unit)
		}
	}
	if _, ok := readStamp(packets[len(packets)-1].Payload, time.Now()); !ok {
		t.Error("the last packet does not end with the stamp")
	}
}
