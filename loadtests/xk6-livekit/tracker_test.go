package livekit

import (
	"testing"
	"time"

	"github.com/pion/rtp"
)

// packetOf is an RTP packet as it comes from the network, decrypted.
func packetOf(t testing.TB, p rtp.Packet) []byte {
	t.Helper()
	p.Version = 2
	raw, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func stampedPayload(age time.Duration) []byte {
	payload := make([]byte, 200)
	putStamp(payload, time.Now().Add(-age))
	return payload
}

func TestTrackerCountsVideoByItsFrames(t *testing.T) {
	one := &tracker{kind: video, wantsDelay: true}
	for n := range uint16(100) { // 20 frames of five packets
		isLast := n%5 == 4
		payload := make([]byte, 1000)
		if isLast {
			payload = stampedPayload(30 * ms)
		}
		one.packet(packetOf(t, rtp.Packet{Header: rtp.Header{SequenceNumber: n, Marker: isLast}, Payload: payload}))
	}
	fresh, delays := one.take(true)
	if fresh.packets != 100 || fresh.frames != 20 || fresh.lost != 0 {
		t.Errorf("%+v; want 100 packets, 20 frames, none lost", fresh)
	}
	if want := uint64(80*(12+1000) + 20*(12+200)); fresh.bytes != want {
		t.Errorf("%d bytes; want %d", fresh.bytes, want)
	}
	if len(delays) != 2 || delays[0] < 30 || delays[0] > 60 {
		t.Errorf("delays %v; want two of about 30 ms, one frame in ten", delays)
	}
	if again, delays := one.take(true); again != (reading{}) || len(delays) != 0 {
		t.Errorf("taken twice: %+v %v", again, delays)
	}
}

func TestTrackerTakesForFramesOnlyWhatIsOne(t *testing.T) {
	for name, test := range map[string]struct {
		packet rtp.Packet
		frames uint64
	}{
		"the end of a stamped frame": {rtp.Packet{Header: rtp.Header{Marker: true}, Payload: stampedPayload(0)}, 1},
		"the middle of one":          {rtp.Packet{Payload: stampedPayload(0)}, 0},
		"padding alone":              {rtp.Packet{Header: rtp.Header{Marker: true, Padding: true, PaddingSize: 255}}, 0},
		"a server's own frame":       {rtp.Packet{Header: rtp.Header{Marker: true}, Payload: []byte{1, 2, 3}}, 0},
		"with a header extension": {func() rtp.Packet {
			p := rtp.Packet{Header: rtp.Header{Marker: true}, Payload: stampedPayload(0)}
			if err := p.SetExtension(1, []byte{1, 2, 3}); err != nil {
				t.Fatal(err)
			}
			return p
		}(), 1},
		"with contributing sources": {rtp.Packet{Header: rtp.Header{Marker: true, CSRC: []uint32{1, 2}}, Payload: stampedPayload(0)}, 1},
		"with padding behind it": {rtp.Packet{
			Header: rtp.Header{Marker: true, Padding: true, PaddingSize: 8}, Payload: stampedPayload(0),
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			one := &tracker{kind: video, isStamped: true}
			one.packet(packetOf(t, test.packet))
			if fresh, _ := one.take(true); fresh.frames != test.frames || fresh.packets != 1 {
				t.Errorf("%d frames of %d packets; want %d of 1", fresh.frames, fresh.packets, test.frames)
			}
		})
	}
}

// A stream without stamps has nothing but the payload to tell a frame by.
func TestTrackerTakesPaddingForNoFrameOfSendersThatStampNone(t *testing.T) {
	one := &tracker{kind: video}
	one.packet(packetOf(t, rtp.Packet{Header: rtp.Header{Marker: true, Padding: true, PaddingSize: 255}}))
	if fresh, _ := one.take(true); fresh.frames != 0 || fresh.packets != 1 {
		t.Errorf("%d frames of %d packets; want none of 1", fresh.frames, fresh.packets)
	}
}

func TestTrackerCountsFramesOfSendersThatStampNone(t *testing.T) {
	one := &tracker{kind: video, wantsDelay: true}
	for n := range uint16(50) {
		one.packet(packetOf(t, rtp.Packet{Header: rtp.Header{SequenceNumber: n, Marker: true}, Payload: []byte{1, 2, 3}}))
	}
	if fresh, delays := one.take(true); fresh.frames != 50 || len(delays) != 0 {
		t.Errorf("%d frames and %d delays; want 50 and none", fresh.frames, len(delays))
	}
}

func TestTrackerCountsGapsOfSound(t *testing.T) {
	one := &tracker{kind: audio, wantsDelay: true}
	for n := range uint16(200) {
		if n >= 100 && n < 104 {
			continue
		}
		one.packet(packetOf(t, rtp.Packet{Header: rtp.Header{SequenceNumber: n}, Payload: stampedPayload(5 * ms)}))
	}
	fresh, delays := one.take(false)
	if fresh.lost != 4 || fresh.gaps != 1 || fresh.frames != 196 {
		t.Errorf("%+v; want 4 lost in one gap, 196 frames", fresh)
	}
	if len(delays) != 3 {
		t.Errorf("%d delays; want three, one packet in fifty", len(delays))
	}
}

func TestTrackerMeasuresNoDelayWhereNoneIsWanted(t *testing.T) {
	one := &tracker{kind: audio}
	for n := range uint16(200) {
		one.packet(packetOf(t, rtp.Packet{Header: rtp.Header{SequenceNumber: n}, Payload: stampedPayload(0)}))
	}
	if _, delays := one.take(true); len(delays) != 0 {
		t.Errorf("%d delays; want none", len(delays))
	}
}

func TestTrackerSurvivesWhatIsNoPacket(t *testing.T) {
	one := &tracker{kind: video}
	for _, raw := range [][]byte{nil, {0x80}, make([]byte, 11), {0x9f, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {0xb0, 0x80, 0, 2, 0, 0, 0, 0, 0, 0, 0, 255}} {
		one.packet(raw)
	}
}

func TestTrackerAllocatesNothingForAPacket(t *testing.T) {
	one := &tracker{kind: video}
	raw := packetOf(t, rtp.Packet{Header: rtp.Header{Marker: true}, Payload: stampedPayload(0)})
	number := uint16(0)
	if allocated := testing.AllocsPerRun(1000, func() {
		number++
		raw[2], raw[3] = byte(number>>8), byte(number)
		one.packet(raw)
	}); allocated != 0 {
		t.Errorf("%v allocations for each packet; want none", allocated)
	}
}

func BenchmarkTrackerPacket(b *testing.B) {
	one := &tracker{kind: video, wantsDelay: true}
	raw := packetOf(b, rtp.Packet{Header: rtp.Header{}, Payload: stampedPayload(0)})
	b.ReportAllocs()
	for n := range b.N {
		raw[1], raw[2], raw[3] = byte(n%8/7)<<7, byte(n>>8), byte(n)
		one.packet(raw)
	}
}
