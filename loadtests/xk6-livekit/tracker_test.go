package livekit

import (
	"testing"
	"time"

	"github.com/pion/rtp"
)

var noon = time.UnixMicro(1_795_000_000_000_000)

func packet(t *testing.T, number uint16, marker bool, payload []byte) []byte {
	t.Helper()
	p := rtp.Packet{Header: rtp.Header{Version: 2, Marker: marker, SequenceNumber: number, PayloadType: 96}, Payload: payload}
	if err := p.SetExtension(1, []byte{1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	raw, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func stamped(at time.Time) []byte {
	frame := filler(40)
	putStamp(frame, at)
	return frame
}

func TestTrackerCountsFramesAndTheirDelay(t *testing.T) {
	one := &tracker{isVideo: true}
	one.packet(packet(t, 1, false, filler(40)), noon)
	one.packet(packet(t, 2, true, stamped(noon)), noon.Add(30*time.Millisecond))
	one.packet(packet(t, 2, true, stamped(noon)), noon.Add(90*time.Millisecond)) // repeated
	one.packet(packet(t, 3, true, nil), noon.Add(91*time.Millisecond))           // padding
	got := one.take(&reading{}, 0)
	if got.packets != 3 || got.frames != 1 || got.lost != 0 {
		t.Errorf("%d packets, %d frames, %d lost; want 3, 1, 0", got.packets, got.frames, got.lost)
	}
	if len(got.delays) != 1 || got.delays[0] != 30*time.Millisecond {
		t.Errorf("delays %v; want 30ms", got.delays)
	}
}

func TestTrackerTellsWhatIsNewAndTellsItOnce(t *testing.T) {
	one := &tracker{isVideo: true}
	before := reading{}
	for n := range uint16(10) {
		if n != 4 {
			one.packet(packet(t, n, true, stamped(noon)), noon)
		}
	}
	if got := one.take(&before, 0); got.packets != 9 || got.lost != 1 {
		t.Errorf("%d packets, %d lost; want 9, 1", got.packets, got.lost)
	}
	one.packet(packet(t, 4, true, stamped(noon)), noon) // repaired after it had been told
	if got := one.take(&before, 0); got.packets != 1 || got.lost != 0 {
		t.Errorf("then %d packets, %d lost; want 1, 0", got.packets, got.lost)
	}
}

func TestTrackerCountsGapsOfSoundThatAreHeard(t *testing.T) {
	one := &tracker{}
	for _, n := range []uint16{1, 2, 3, 5, 6, 10, 11, 9, 12} { // one missing; three missing; one late
		one.packet(packet(t, n, false, stamped(noon)), noon)
	}
	if got := one.take(&reading{}, 0); got.gaps != 1 {
		t.Errorf("%d gaps; want 1", got.gaps)
	}
}

func TestFreezes(t *testing.T) {
	for _, c := range []struct {
		name   string
		pause  time.Duration
		frozen uint64
	}{
		{"none in an even flow", 40 * time.Millisecond, 0},
		{"none in a hiccup", 180 * time.Millisecond, 0},
		{"one where the picture stands", 250 * time.Millisecond, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &freezeDetector{}
			at := noon
			for i := range 60 {
				step := 40 * time.Millisecond
				if i == 50 {
					step = c.pause
				}
				at = at.Add(step)
				f.frame(at)
			}
			if f.freezes != c.frozen {
				t.Errorf("%d freezes; want %d", f.freezes, c.frozen)
			}
		})
	}
}

func TestMalformedPacketsAreBorne(t *testing.T) {
	one := &tracker{isVideo: true}
	whole := packet(t, 1, true, stamped(noon))
	for length := range whole {
		one.packet(whole[:length], noon)
	}
	padded := append([]byte(nil), whole...)
	padded[0] |= 0x20
	padded[len(padded)-1] = 0xff // says that more is padding than there is
	one.packet(padded, noon)
}
