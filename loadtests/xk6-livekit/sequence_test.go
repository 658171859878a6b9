package livekit

import (
	"math/rand/v2"
	"testing"
)

func feed(numbers ...uint16) *sequence {
	s := &sequence{}
	for _, n := range numbers {
		s.add(n)
	}
	return s
}

func TestSequenceCountsWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name              string
		numbers           []uint16
		received, missing uint64
	}{
		{"nothing missing", []uint16{5, 6, 7, 8}, 4, 0},
		{"one missing", []uint16{5, 6, 8}, 3, 1},
		{"a gap that is filled late", []uint16{5, 8, 6, 7}, 4, 0},
		{"a repeat counts once", []uint16{5, 6, 6, 6, 7}, 3, 0},
		{"over the end of 16 bits", []uint16{65534, 65535, 0, 2}, 4, 1},
		{"back over the end of 16 bits", []uint16{65535, 1, 0}, 3, 0},
		{"older than the first is nobody's", []uint16{100, 99, 101}, 2, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := feed(c.numbers...)
			if s.received != c.received || s.lost+s.missing(0) != c.missing {
				t.Errorf("received %d, missing %d; want %d, %d", s.received, s.lost+s.missing(0), c.received, c.missing)
			}
		})
	}
}

func TestSequenceKeepsLossThatHasLeftTheWindow(t *testing.T) {
	s := &sequence{}
	for n := range uint16(4 * windowSize) {
		if n != 10 && n != 11 {
			s.add(n)
		}
	}
	if s.lost != 2 {
		t.Errorf("lost %d; want 2", s.lost)
	}
	if s.add(10) {
		t.Error("a packet from before the window counts as received")
	}
}

// Whatever the order, and whatever comes twice: received and missing make up all that was sent.
func TestSequenceAddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var sent []uint16
		start := uint16(random.UintN(1 << 16))
		const length = 5000
		var dropped uint64
		for i := range uint16(length) {
			if i > 0 && i < length-1 && random.UintN(20) == 0 {
				dropped++
				continue
			}
			sent = append(sent, start+i)
			if random.UintN(10) == 0 {
				sent = append(sent, start+i)
			}
		}
		for i := 1; i+20 < len(sent)-1; i += 20 { // the first and the last stay where they are
			j := i + int(random.UintN(20))
			sent[i], sent[j] = sent[j], sent[i]
		}
		s := feed(sent...)
		if lost := s.lost + s.missing(0); lost != dropped || s.received+lost != length {
			t.Fatalf("from %d: received %d, lost %d; dropped %d of %d", start, s.received, lost, dropped, length)
		}
	}
}

func TestSequenceDoesNotCountWhatIsUnderWay(t *testing.T) {
	s := feed(1, 2, 3, 9, 10)
	if got := s.missing(8); got != 0 {
		t.Errorf("missing %d of the last eight; want 0", got)
	}
	if got := s.missing(0); got != 5 {
		t.Errorf("missing %d; want 5", got)
	}
}
