package synthetic

// NewOpus makes 20 ms Opus packets (RFC 6716, section 3.1): CELT, fullband, mono, one frame. A server looks at the level
// beside a packet, in its RTP header extension, not into it. size: bytes of a packet.
func NewOpus(size int) Audio {
	return Audio{packet: frame(max(size, TailLength+1), []byte{31 << 3})}
}

// Audio makes the packets of one sound.
type Audio struct{ packet []byte }

// Packet returns the next packet.
func (a Audio) Packet() []byte { return a.packet }
