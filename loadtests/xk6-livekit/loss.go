package livekit

// lossWindow is how many packets one may come late and still count as received: 5 s of 720p, 20 s of sound.
const lossWindow = 1024

// gapLength is how many frames of sound must be missing in a row to make a gap that concealment does not hide.
const gapLength = 3

// lossCounter judges each packet of one RTP stream once, by extended sequence numbers (RFC 3550, appendix A.1): it came
// or it is lost. A packet repeated on request fills its place; one that comes twice counts once; one that comes after it
// was judged lost stays lost. Not safe for several goroutines.
type lossCounter struct {
	received, lost, repeated, late uint64
	// gaps counts the runs of lost packets that reach gapLength.
	gaps uint64

	isStarted bool
	highest   uint64 // extended sequence number
	judged    uint64 // all below are judged
	run       int    // of lost ones, up to judged
	seen      [lossWindow / 64]uint64
}

// add takes the 16 bits of a packet's header, and says whether the packet is new.
func (c *lossCounter) add(number uint16) bool {
	if !c.isStarted {
		c.isStarted = true
		c.highest = 1<<32 | uint64(number) // away from zero, so that earlier ones stay positive
		c.judged = c.highest
		c.mark(c.highest)
		c.received++
		return true
	}
	extended := c.highest + uint64(int64(int16(number-uint16(c.highest))))
	if extended > c.highest {
		if extended-c.judged >= lossWindow {
			c.judgeBelow(extended - lossWindow + 1)
		}
		c.highest = extended
	} else if extended < c.judged {
		c.late++
		return false
	} else if c.isSeen(extended) {
		c.repeated++
		return false
	}
	c.mark(extended)
	c.received++
	return true
}

// settle judges everything but the newest `underWay` packets, which may still come or be asked for again.
func (c *lossCounter) settle(underWay uint64) {
	if c.isStarted && c.highest+1 > c.judged+underWay {
		c.judgeBelow(c.highest + 1 - underWay)
	}
}

func (c *lossCounter) judgeBelow(limit uint64) {
	for ; c.judged < limit; c.judged++ {
		if c.judged <= c.highest && c.isSeen(c.judged) {
			c.seen[c.judged%lossWindow/64] &^= 1 << (c.judged % 64)
			c.run = 0
			continue
		}
		c.lost++
		c.run++
		if c.run == gapLength {
			c.gaps++
		}
	}
}

func (c *lossCounter) mark(n uint64)        { c.seen[n%lossWindow/64] |= 1 << (n % 64) }
func (c *lossCounter) isSeen(n uint64) bool { return c.seen[n%lossWindow/64]>>(n%64)&1 == 1 }
