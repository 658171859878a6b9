package livekit

// windowSize is how many packets a repeated one may come late and still count as received: four seconds and more of 720p.
const windowSize = 1024

// sequence counts what came and what is missing of one RTP stream, by extended sequence numbers (RFC 3550, appendix A.1).
// A packet that is repeated on request (NACK) fills its gap; one that comes twice counts once. What has left the window
// and never came is lost. Not safe for several goroutines.
type sequence struct {
	started         bool
	highest         uint64
	seen            [windowSize]bool
	received        uint64
	lost            uint64
	leastRemembered uint64
}

// add takes the 16 bits of a packet's header. It says whether the packet is new.
func (s *sequence) add(number uint16) bool {
	if !s.started {
		s.started = true
		s.highest = uint64(number) + 1<<32 // so that early ones that come late stay above zero
		s.leastRemembered = s.highest
		s.seen[s.highest%windowSize] = true
		s.received++
		return true
	}
	extended := s.highest + uint64(int64(int16(number-uint16(s.highest))))
	if extended > s.highest {
		s.advance(extended)
	} else if extended < s.leastRemembered || s.highest-extended >= windowSize || s.seen[extended%windowSize] {
		return false
	}
	s.seen[extended%windowSize] = true
	s.received++
	return true
}

func (s *sequence) advance(to uint64) {
	for next := s.highest + 1; next <= to; next++ {
		if next >= windowSize && next-windowSize >= s.leastRemembered && !s.seen[next%windowSize] {
			s.lost++
		}
		s.seen[next%windowSize] = false
	}
	s.highest = to
}

// missing is how many of the window have not come yet, but for the last few, which may be under way.
func (s *sequence) missing(underWay uint64) uint64 {
	if !s.started || s.highest < underWay {
		return 0
	}
	var missing uint64
	from := max(s.leastRemembered, s.highest-min(s.highest, windowSize-1))
	for at := from; at+underWay <= s.highest; at++ {
		if !s.seen[at%windowSize] {
			missing++
		}
	}
	return missing
}
