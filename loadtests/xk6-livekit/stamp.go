package livekit

import (
	"encoding/binary"
	"time"
)

// A stamp stands in the last 16 bytes of a frame or message and says when it was sent: a magic of six bytes and the time
// in microseconds in ten groups of seven bits, the lowest first. Every byte has its top bit set, so that none can be
// taken for part of a start code (ITU-T H.264, annex B). It stands at the end because servers rewrite payload headers
// at the front, and because the end of a frame is in the packet that carries the marker bit.
const stampLength = 16

var stampMagic = [6]byte{0xd3, 0xa1, 0xe2, 0xb7, 0xc4, 0x9b}

// putStamp writes the time over the last bytes of frame, which must have room for it.
func putStamp(frame []byte, at time.Time) {
	stamp := frame[len(frame)-stampLength:]
	copy(stamp, stampMagic[:])
	micros := uint64(at.UnixMicro())
	for i := range 10 {
		stamp[6+i] = 0x80 | byte(micros>>(7*i))&0x7f
	}
}

// readStamp says how long ago, by the wall clock of both ends, the frame that ends with these bytes was sent.
func readStamp(payload []byte, now time.Time) (age time.Duration, isStamped bool) {
	if len(payload) < stampLength {
		return 0, false
	}
	stamp := payload[len(payload)-stampLength:]
	if binary.LittleEndian.Uint32(stamp) != binary.LittleEndian.Uint32(stampMagic[:4]) ||
		stamp[4] != stampMagic[4] || stamp[5] != stampMagic[5] {
		return 0, false
	}
	var micros uint64
	for i := range 10 {
		micros |= uint64(stamp[6+i]&0x7f) << (7 * i)
	}
	return time.Duration(now.UnixMicro()-int64(micros)) * time.Microsecond, true
}
