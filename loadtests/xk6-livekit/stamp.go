package livekit

import (
	"encoding/binary"
	"time"
)

// A stamp stands at the end of a frame and says when it was sent: six magic bytes and ten of time, each with its top bit
// set, so that no byte of it can be taken for a start code of H.264 (ITU-T H.264 annex B) and no rewriting of a header
// at the front of a packet reaches it.
const stampLength = 16

var stampMagic = [6]byte{0xd3, 0xa1, 0xe2, 0xb7, 0xc4, 0x9b}

// putStamp writes the time into the last bytes of frame, which must be long enough.
func putStamp(frame []byte, at time.Time) {
	stamp := frame[len(frame)-stampLength:]
	copy(stamp, stampMagic[:])
	micros := uint64(at.UnixMicro())
	for i := range 10 {
		stamp[6+i] = 0x80 | byte(micros>>(7*i))&0x7f
	}
}

// readStamp answers how long ago the frame that ends with these bytes was sent, by the clock that both share.
func readStamp(payload []byte, now time.Time) (time.Duration, bool) {
	if len(payload) < stampLength {
		return 0, false
	}
	stamp := payload[len(payload)-stampLength:]
	if binary.LittleEndian.Uint32(stamp) != binary.LittleEndian.Uint32(stampMagic[:]) || stamp[4] != stampMagic[4] || stamp[5] != stampMagic[5] {
		return 0, false
	}
	var micros uint64
	for i := range 10 {
		micros |= uint64(stamp[6+i]&0x7f) << (7 * i)
	}
	return now.Sub(time.UnixMicro(int64(micros))), true
}
