package synthetic

import "encoding/binary"

// NewVP8 makes VP8 (RFC 6386, section 9.1): the frame tag, whose lowest bit is clear in a key frame, and in a key frame
// start code and size after it. size: bytes of a frame between key frames.
func NewVP8(width, height, size int) Video {
	key := []byte{0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a}
	key = binary.LittleEndian.AppendUint16(key, uint16(width))
	key = binary.LittleEndian.AppendUint16(key, uint16(height))
	return newPair(size, key, []byte{0x11})
}
